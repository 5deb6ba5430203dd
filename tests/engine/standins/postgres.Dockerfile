FROM docker-notes/base
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql-17 >/dev/null && rm -rf /var/lib/apt/lists/* /var/lib/postgresql/* \
    && mkdir -p /docker-entrypoint-initdb.d && mkdir -p /var/run/postgresql && chown postgres:postgres /var/run/postgresql /var/lib/postgresql
ARG PG_MAJOR
ENV PG_MAJOR=$PG_MAJOR PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/lib/postgresql/17/bin
COPY postgres-entrypoint.sh /usr/local/bin/docker-entrypoint.sh
VOLUME /var/lib/postgresql
ENTRYPOINT ["docker-entrypoint.sh"]
STOPSIGNAL SIGINT
EXPOSE 5432
CMD ["postgres"]
