import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countTests } from '../../../tools/part.mjs';

test('the counts of cargo, over all its binaries', () => {
  const text = 'test a::b ... ok\ntest slow ... ignored, takes an hour\ntest result: ok. 12 passed; 0 failed; 1 ignored; 0 measured\n\ntest result: FAILED. 3 passed; 2 failed; 0 ignored\n';
  assert.deepEqual(countTests(text), { passed: 15, failed: 2, skipped: [{ name: 'slow', why: 'takes an hour' }] });
});

test('the counts of node, plain and in colour', () => {
  assert.deepEqual(countTests('ok 1 - a # SKIP no real data\n# pass 7\n# fail 0\n'), { passed: 7, failed: 0, skipped: [{ name: 'a', why: 'no real data' }] });
  assert.deepEqual(countTests('\u001b[34mℹ pass 5\u001b[39m\nℹ fail 1\n'), { passed: 5, failed: 1, skipped: [] });
});

test('the counts of the core in a browser', () => {
  assert.deepEqual(countTests('the core in chrome: 14 passed, 0 failed\nthe core in firefox: 13 passed, 1 failed\n'), { passed: 27, failed: 1, skipped: [] });
});

test('output without tests counts nothing', () => {
  assert.deepEqual(countTests('error: could not compile `yuantou`\n'), { passed: 0, failed: 0, skipped: [] });
});
