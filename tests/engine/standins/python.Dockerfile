FROM docker-notes/base
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends python3 python3-pip >/dev/null && rm -rf /var/lib/apt/lists/* \
    && rm -f /usr/lib/python3*/EXTERNALLY-MANAGED && ln -s python3 /usr/bin/python
ENV PATH=/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin
CMD ["python3"]
