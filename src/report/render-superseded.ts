import { escapeMarkdown } from './escape.ts';
import { stepAlert } from './next-step.ts';

/** The summary of an apply that left everything to a newer commit. `detail` says to which. */
export function renderSupersededSummary(detail: string): string {
  const step = stepAlert({
    text: 'Nothing to do: the run of that commit applies this too, as far as its files still ask for it.',
    grave: false,
  });
  return `## Access apply\n\n**Superseded: nothing was written.** ${escapeMarkdown(detail)}.\n\n${step}\n`;
}
