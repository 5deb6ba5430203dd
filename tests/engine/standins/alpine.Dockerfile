FROM docker-notes/base AS base
RUN mkdir -p /small/bin /small/etc /small/tmp /small/root /small/var /small/usr/bin /small/dev /small/proc /small/sys \
    && cp /bin/busybox /small/bin/busybox && chroot /small /bin/busybox --install -s /bin && chmod 1777 /small/tmp \
    && printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/sbin/nologin\n' > /small/etc/passwd \
    && printf 'root:x:0:\nnobody:x:65534:\n' > /small/etc/group && ln -s /bin/env /small/usr/bin/env
FROM scratch
COPY --from=base /small /
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
CMD ["/bin/sh"]
