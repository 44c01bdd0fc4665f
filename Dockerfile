# syntax=docker/dockerfile:1
# Wiki Atlas in an image: built in one stage, run in another that has neither compiler nor sources.
FROM node:24-bookworm-slim AS build
WORKDIR /app
# better-sqlite3 is compiled where no ready-made binary can be had.
# hadolint ignore=DL3008
RUN apt-get update \
  && apt-get install -y --no-install-recommends g++ make python3 \
  && rm -rf /var/lib/apt/lists/*
COPY package.json package-lock.json ./
# Scripts wait until the sources are here; this layer is kept as long as the two files above stay the same.
RUN npm ci --ignore-scripts --no-audit --no-fund \
  && npm rebuild better-sqlite3
COPY . .
RUN npm run build \
  && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:24-bookworm-slim
ENV NODE_ENV=production
# In a container the port is published from without. Who may read is for whoever starts it to say: a
# token, or `--public` where the port is published for this machine alone.
ENV WIKI_ATLAS_HOST=0.0.0.0
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
# For a store in a file of its own; with one in Neo4j nothing is ever written.
RUN install -d -o 1000 -g 1000 /data
USER 1000:1000
EXPOSE 4747
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4747/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/dist/cli/main.js"]
CMD ["serve", "/wiki", "--store", "sqlite:/data/wiki.sqlite"]
