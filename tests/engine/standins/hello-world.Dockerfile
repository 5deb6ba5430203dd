FROM docker-notes/base AS base
FROM scratch
COPY --from=base /bin/busybox /bin/busybox
COPY hello /hello
CMD ["/hello"]
