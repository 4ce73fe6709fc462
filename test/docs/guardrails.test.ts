import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { callable } from '../../src/core/mapping/expression-uses.ts';
import { builtInLines, variableRows } from './guardrails-page.ts';

const page = readFileSync('docs/guardrails.md', 'utf8');
/** A formatter pads cells; what stands in them is the same. */
const plain = (text: string): string => text.replaceAll(/ +/g, ' ').replaceAll(/-{2,}/g, '-');
const lines = page.split('\n').map((line) => plain(line.trim()));

describe('docs/guardrails.md', () => {
  it('has every variable with its type, and no other', () => {
    const rows = lines.filter((line) => /^\| `[\w.]+` \| `[\w<>, ]+` \|/.test(line));
    expect(rows).toEqual(variableRows().map(plain));
  });

  it('names every function', () => {
    for (const name of callable) expect(page).toMatch(new RegExp(`\\b${name}\\b`));
  });

  it('shows each built-in rule with the expression that it is', () => {
    const wanted = builtInLines();
    const from = lines.indexOf(wanted[0] ?? '');
    expect(lines.slice(from, from + wanted.length)).toEqual(wanted);
  });
});
