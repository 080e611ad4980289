# The server alone: shared and backend, no phone app and no development tools.
FROM python:3.12-slim

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1

RUN useradd --system --uid 10001 --create-home --home-dir /srv/umay umay \
    && install -d -o umay -g umay -m 0755 /var/lib/umay

# What sets signs and posters as PDF: Pango, HarfBuzz, and letters.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /srv/umay

COPY requirements/backend.lock requirements/backend.lock
RUN pip install --require-hashes -r requirements/backend.lock

# The API page's files under backend/web/static/vendor are built by `./umay setup` beforehand.
COPY shared/ shared/
COPY backend/ backend/

# Once here instead of at each start: the variable above keeps a running server from writing it.
RUN python -m compileall -q shared backend

USER umay

ENV UMAY_ENV=production \
    UMAY_DATA_DIR=/var/lib/umay \
    UMAY_PUBLISHED_DIR=/var/lib/umay/published

EXPOSE 8000

HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]

CMD ["gunicorn", "-c", "backend/gunicorn.conf.py", "--bind", "0.0.0.0:8000", "backend.app:create_app()"]
