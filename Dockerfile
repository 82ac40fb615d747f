# smarttag as an image: the Debian package is made in a first stage and installed, with the models, on a bare Debian.
#   docker build -t smarttag . && docker run --rm -v "$PWD:/media:ro" smarttag analyze /media/film.mp4
FROM debian:12 AS build
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates
WORKDIR /source
COPY . .
RUN setup/package

FROM debian:12-slim
COPY --from=build /source/build/release/packages/ /tmp/packages/
RUN apt-get update && apt-get install -y --no-install-recommends /tmp/packages/*.deb && \
    rm -rf /tmp/packages /var/lib/apt/lists/*
RUN smarttag models pull && rm -rf /var/lib/smarttag/downloads
ENV SMARTTAG_DATA_DIR=/var/lib/smarttag/data SMARTTAG_CACHE_DIR=/var/cache/smarttag SMARTTAG_MODELS_CACHE=/var/lib/smarttag
VOLUME /var/lib/smarttag/data /var/cache/smarttag
USER smarttag
EXPOSE 8790
ENTRYPOINT ["smarttag"]
CMD ["serve", "--listen", "0.0.0.0:8790"]
