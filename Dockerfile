# The server, the nginx in front of it, and what fetches its certificates: one file, since all three
# hold what is built here. Nothing of the machine that builds is in them but what is tracked.
# `./umay deploy --pin` writes digests behind these tags.

# Styles, fonts and scripts of others, as package-lock.json pins them.
FROM node:22.12.0-bookworm-slim AS packages
WORKDIR /srv/umay
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM python:3.12.8-slim-bookworm AS python
ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1
WORKDIR /srv/umay
COPY requirements/backend.lock requirements/backend.lock
RUN pip install --require-hashes -r requirements/backend.lock

# What is built: pages' files, the catalogue of each language, bytecode, and what nginx hands out.
FROM python AS built
COPY requirements/assets.lock requirements/assets.lock
RUN pip install --require-hashes -r requirements/assets.lock
COPY --from=packages /srv/umay/node_modules/ node_modules/
COPY tools/ tools/
COPY shared/ shared/
COPY backend/ backend/
RUN python -m tools.server_assets && python -m tools.messages compile
# Once here instead of at each start: the variable above keeps a running server from writing it.
RUN python -m compileall -q shared backend
RUN UMAY_DATA_DIR=/tmp/umay flask --app backend front /srv/front

# nginx with its site and what it hands out by itself.
FROM nginx:1.28.0-bookworm AS front
RUN apt-get update \
    && apt-get install -y --no-install-recommends curl openssl \
    && rm -rf /var/lib/apt/lists/* \
    && install -d -o 101 -g 101 -m 0755 /etc/ssl/umay /srv/umay/challenges
COPY deploy/nginx.conf deploy/nginx-site.conf deploy/nginx-start.sh deploy/stand-in-certificate.sh /etc/umay/
COPY --from=built /srv/front/ /srv/umay/front/
USER 101:101
ENTRYPOINT []
CMD ["/etc/umay/nginx-start.sh"]

# certbot as the user that nginx runs as, who alone may read the key.
FROM certbot/certbot:v2.11.0 AS certificates
RUN install -d -o 101 -g 101 -m 0755 /etc/ssl/umay /srv/umay/challenges /var/lib/acme
COPY deploy/certificates.sh deploy/certificate-hook.sh /etc/umay/
USER 101:101
ENTRYPOINT []
CMD ["/etc/umay/certificates.sh"]

# The server alone: shared and backend, no phone app, no tests, no compiler and no npm.
FROM python AS server
RUN useradd --system --uid 10001 --create-home --home-dir /home/umay umay \
    && install -d -o umay -g umay -m 0755 /var/lib/umay
# What sets signs and posters as PDF: Pango, HarfBuzz, and letters.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/*
COPY --from=built /srv/umay/shared/ shared/
COPY --from=built /srv/umay/backend/ backend/
USER umay

ENV UMAY_ENV=production \
    UMAY_DATA_DIR=/var/lib/umay \
    UMAY_PUBLISHED_DIR=/var/lib/umay/published

EXPOSE 8000

HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]

CMD ["gunicorn", "-c", "backend/gunicorn.conf.py", "--bind", "0.0.0.0:8000", "backend.app:create_app()"]
