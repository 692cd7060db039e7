#!/usr/bin/env bash
# Runs every benchmark once, small: that they still work, not how fast. Fails if anything throws.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly project=bench/Aio.Benchmarks
box=$(mktemp -d)
readonly box
trap 'rm -rf "$box"' EXIT

dotnet build "$project" -c Release -v q -nologo
dotnet run -c Release --no-build --project "$project" -- report --smoke
dotnet run -c Release --no-build --project "$project" -- --job dry --inProcess --artifacts "$box" --filter '*(Events: 100000, *' '*Simulation*' '*Text*' > "$box/log" ||
  { cat "$box/log"; exit 1; }
grep -c '^// Benchmark: ' "$box/log"

# The engine's hand-over of batches between two threads, under Coyote.
dotnet run -c Release --project bench/Aio.Interleavings -- 2000
