import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { section, tableRows } from './markdown.ts';

const action = parse(readFileSync('action.yml', 'utf8')) as {
  inputs: Record<string, { description: string; default: string }>;
  outputs: Record<string, { description: string }>;
};

describe('the page of inputs and outputs', () => {
  it('tells the inputs as action.yml does', () => {
    expect(tableRows(section('docs/inputs-and-outputs.md', 'Inputs'))).toEqual(
      Object.entries(action.inputs).map(([name, { description, default: value }]) => [
        name,
        value === '' ? 'none' : value,
        description,
      ]),
    );
  });

  it('tells the outputs as action.yml does', () => {
    expect(tableRows(section('docs/inputs-and-outputs.md', 'Outputs'))).toEqual(
      Object.entries(action.outputs).map(([name, { description }]) => [name, description]),
    );
  });
});
