# Havering Watcher as a small image: `docker build -t watcher .`, then
#   docker run -v watcher-state:/state -v "$PWD/config:/config:ro" -e TELEGRAM_BOT_TOKEN watcher
# A verb that writes the config, with the folder's own user:
#   docker run --rm -v "$PWD/config:/config" --user "$(id -u):$(id -g)" -e WATCHER_STATE=/tmp/state watcher add URL
# The base moves with Python's and Debian's mends. The compose files hold it to the byte, as this does (the index for all
# machines of October 2026, Python 3.11.16; a newer one: `docker buildx imagetools inspect python:3.11-slim-bookworm`):
#   docker build --build-context base=docker-image://python:3.11-slim-bookworm@sha256:a36c24f9cbdf4fd0f52d67f0823eeac19c2028c637cecc392d97f980d4fec56b -t watcher .
# The stage `build` installs what the lock files pin; only its result goes into the second, without pip or compilers.

FROM python:3.11-slim-bookworm AS base

FROM base AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /src
RUN python -m venv /build && python -m venv --without-pip /venv
COPY requirements-postgres.lock requirements-build.lock ./
RUN /build/bin/pip install --require-hashes -r requirements-build.lock \
    && /build/bin/pip --python /venv/bin/python install --require-hashes -r requirements-postgres.lock
COPY pyproject.toml LICENSE README.md ./
COPY watcher watcher
# watcher/cli/demo/standin and watcher/config/default are links to these folders; the wheel holds the files themselves.
COPY tests/tools/standin tests/tools/standin
COPY config config
RUN /build/bin/pip wheel --no-deps --no-build-isolation --wheel-dir /wheels . \
    && /build/bin/pip --python /venv/bin/python install --no-deps --no-index /wheels/*.whl

FROM base
LABEL org.opencontainers.image.title="Havering Watcher" \
      org.opencontainers.image.description="Watches council papers, Ofsted and the news, and tells people on Telegram" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.base.name="docker.io/library/python:3.11-slim-bookworm"
ENV PATH=/venv/bin:$PATH WATCHER_CONFIG=/config WATCHER_STATE=/state PYTHONUNBUFFERED=1
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin watcher \
    && install --directory --mode 0700 --owner 10001 --group 10001 /state
COPY --from=build /venv /venv
# What runs where nothing is mounted over it.
COPY config /config
USER 10001:10001
VOLUME /state
HEALTHCHECK --interval=1m --timeout=30s --start-period=2m CMD ["watcher", "status", "--healthy"]
ENTRYPOINT ["watcher"]
CMD ["run"]
