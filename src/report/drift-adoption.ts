import type { AdoptionStep } from '../core/adopt/adoption.ts';
import { type Entry, headed, indent, type Section } from './document.ts';
import type { DriftView } from './drift-view.ts';
import { codeBlock, codeSpan, escapeMarkdown } from './escape.ts';
import { fileDiff } from './file-diff.ts';
import { link } from './plan-view.ts';
import { count } from './words.ts';

/** After every entry of drift. */
const RANK = 40;

/** What would keep what AWS has: each change with its place, and every changed file as a diff. */
export function adoptionSections(view: DriftView): Section[] {
  const { adoption, adoptionUrl } = view;
  if (adoption === null || adoption.steps.length === 0) return [];
  const asPullRequest =
    adoptionUrl === null
      ? ''
      : `\n\nThe ${link('pull request', adoptionUrl)} of this run adds them; close it if they are not wanted.`;
  const heading = `### To keep it: what to write into the files${asPullRequest}`;
  const people = new Set(
    view.plan.operations.flatMap(({ id, principal }) => (principal?.type === 'USER' ? [id] : [])),
  );
  const isHidden = ({ operations }: AdoptionStep): boolean =>
    view.isPublicRepository && operations.some((id) => people.has(id));
  const unsure = new Set(view.report.unsure.map(({ id }) => id));
  const told = adoption.steps.filter(
    ({ operations }) => operations.length === 0 || !operations.every((id) => unsure.has(id)),
  );
  const ordered = [
    ...told.filter(({ kind }) => kind !== 'cannot'),
    ...told.filter(({ kind }) => kind === 'cannot'),
  ];
  // Proven was all of it together, so nothing less is shown as what to apply.
  const isWhole = adoption.steps.every((step) => step.kind === 'cannot' || told.includes(step));
  const hiding = new Set(ordered.filter(isHidden).map(fileOf));
  const diffs = new Map(
    [...adoption.files].flatMap(([path, after]) => {
      const before = adoption.before.get(path) ?? null;
      const names = view.isPublicRepository && namesUsers(`${before ?? ''}\n${after}`);
      const diff = isWhole && !hiding.has(path) && !names ? fileDiff(path, before, after) : null;
      return diff === null ? [] : [[path, diff] as const];
    }),
  );
  const isLoose = ordered.some(
    (step) => step.kind === 'lines' && !isHidden(step) && !diffs.has(step.file),
  );
  return headed(isLoose ? `${heading}\n\n${LOOSE}` : heading, [
    ...ordered.map((step) => (isHidden(step) ? hidden(step) : entryOf(step, diffs))),
    ...Array.from(diffs, ([path, lines]) => diffEntry(path, lines)),
  ]);
}

const LOOSE =
  'Where a key of these lines is there already, it gets the new value; what stands between braces gets them in its own form.';

/** Context may hold the name of a person that the change has nothing to do with. */
function namesUsers(text: string): boolean {
  return /\busers["']?\s*:(?!\s*(?:true|false)\b)/.test(text);
}

function fileOf(step: AdoptionStep): string | null {
  return step.kind === 'cannot' ? null : step.file;
}

/** Longer ones are folded. */
const MOST_OPEN = 60;

function diffEntry(path: string, lines: readonly string[]): Entry {
  const block = codeBlock(lines, 'diff');
  const name = codeSpan(path, 300);
  // What GitHub would act on is broken, and what cannot be seen is drawn: that is for reading only.
  const isExact = block.includes(`\n${lines.join('\n')}\n`);
  const how = isExact
    ? `All of it in ${name}, for \`git apply\`:`
    : `All of it in ${name}, for reading; some characters are shown in another way, so \`git apply\` would refuse it:`;
  const shown =
    lines.length > MOST_OPEN
      ? `<details><summary>${count(lines.length, 'line')}</summary>\n\n${block}\n\n</details>`
      : block;
  return {
    danger: RANK,
    forms: [`\n${how}\n\n${shown}`, `\nThe change of ${name} is left out for size.`],
  };
}

/** Lines about a person hold a name. */
function hidden({ operations }: AdoptionStep): Entry {
  const what = count(operations.length, 'assignment');
  const line = `- ${what} of single people, whose lines are not shown where people are not named`;
  return { danger: RANK, forms: [line] };
}

/** Where the diff has the lines, the entry only says what they are. */
function entryOf(step: AdoptionStep, diffs: ReadonlyMap<string, unknown>): Entry {
  switch (step.kind) {
    case 'lines':
    case 'removal': {
      const verb = step.kind === 'removal' ? 'take out of' : 'write into';
      const line = `- ${verb} ${codeSpan(step.file, 300)}, ${escapeMarkdown(step.where)}`;
      if (diffs.has(step.file)) return { danger: RANK, forms: [line] };
      const block = codeBlock(linesOf(step.lines), 'yaml');
      return { danger: RANK, forms: [`${line}\n\n${indent(block)}\n`, line] };
    }
    case 'file': {
      const lines = linesOf(step.text);
      const line = `- the file ${codeSpan(step.file, 300)}, ${count(lines.length, 'line')}`;
      if (diffs.has(step.file)) return { danger: RANK, forms: [line] };
      const block = codeBlock(lines, 'json');
      const folded = `<details><summary>its text</summary>\n\n${block}\n\n</details>`;
      return { danger: RANK, forms: [`${line}\n${indent(folded)}`, line] };
    }
    case 'cannot': {
      const what = count(step.operations.length, 'difference');
      const line = `- files cannot say ${what}: ${escapeMarkdown(step.why)}`;
      return {
        danger: RANK + 1,
        forms: [`${line}\n  - instead: ${escapeMarkdown(step.instead)}`, line],
      };
    }
    default:
      return step satisfies never;
  }
}

function linesOf(text: string): string[] {
  return text.replace(/\n+$/, '').split(/\r?\n/);
}
