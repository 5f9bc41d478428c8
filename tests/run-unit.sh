#!/usr/bin/env bash
# Runs Check programs; prints those that fail and, at the end, how many tests passed.
set -u
passed=0 failed=0
for program in "$@"; do
  output=$("$program" 2>&1) || true
  summary=$(grep -Eo '[0-9]+%: Checks: [0-9]+, Failures: [0-9]+, Errors: [0-9]+' <<<"$output" | tail -n 1)
  if [[ $summary =~ Checks:\ ([0-9]+),\ Failures:\ ([0-9]+),\ Errors:\ ([0-9]+) ]]; then
    bad=$((BASH_REMATCH[2] + BASH_REMATCH[3]))
    passed=$((passed + BASH_REMATCH[1] - bad)) failed=$((failed + bad))
    [ "$bad" -eq 0 ] || printf '%s\n%s\n' "$program" "$output"
  else
    printf '%s did not report\n%s\n' "$program" "$output"
    failed=$((failed + 1))
  fi
done
echo "unit: $passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
