FROM docker-notes/base
ARG PG_MAJOR SUITE
# A mirror may be some weeks behind, and sid's lists say that they don't keep so long.
RUN sed -i "s/trixie/$SUITE/" /etc/apt/sources.list && apt-get -o Acquire::Check-Valid-Until=false update -qq \
    && apt-get install -y -qq --no-install-recommends postgresql-$PG_MAJOR >/dev/null \
    && rm -rf /var/lib/apt/lists/* /var/lib/postgresql/* \
    && mkdir -p /docker-entrypoint-initdb.d /var/run/postgresql && chown postgres:postgres /var/run/postgresql /var/lib/postgresql
ENV PG_MAJOR=$PG_MAJOR PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/lib/postgresql/$PG_MAJOR/bin
COPY postgres-entrypoint.sh /usr/local/bin/docker-entrypoint.sh
VOLUME /var/lib/postgresql
ENTRYPOINT ["docker-entrypoint.sh"]
STOPSIGNAL SIGINT
EXPOSE 5432
CMD ["postgres"]
