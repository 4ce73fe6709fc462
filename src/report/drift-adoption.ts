import type { AdoptionStep } from '../core/adopt/adoption.ts';
import { type Entry, headed, indent, type Section } from './document.ts';
import type { DriftView } from './drift-view.ts';
import { codeBlock, codeSpan, escapeMarkdown } from './escape.ts';
import { link } from './plan-view.ts';
import { count } from './words.ts';

/** After every entry of drift. */
const RANK = 40;

/** The lines that would keep what AWS has, each with its place. */
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
  return headed(
    heading,
    ordered.map((step) => (isHidden(step) ? hidden(step) : entryOf(step))),
  );
}

/** Lines about a person hold a name. */
function hidden({ operations }: AdoptionStep): Entry {
  const what = count(operations.length, 'assignment');
  const line = `- ${what} of single people, whose lines are not shown where people are not named`;
  return { danger: RANK, forms: [line] };
}

function entryOf(step: AdoptionStep): Entry {
  switch (step.kind) {
    case 'lines':
    case 'removal': {
      const verb = step.kind === 'removal' ? 'take out of' : 'add to';
      const line = `- ${verb} ${codeSpan(step.file, 300)}, ${escapeMarkdown(step.where)}`;
      const block = codeBlock(linesOf(step.lines), 'yaml');
      return { danger: RANK, forms: [`${line}\n\n${indent(block)}\n`, line] };
    }
    case 'file': {
      const lines = linesOf(step.text);
      const line = `- the file ${codeSpan(step.file, 300)}, ${count(lines.length, 'line')}`;
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
