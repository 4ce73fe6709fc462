import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import { place } from '../../diagnostics/place.ts';
import type { Draft } from '../draft.ts';
import { isWithin, normalPath } from '../paths.ts';

export function checkSettings(draft: Draft): readonly Diagnostic[] {
  const { settings, moreSettings } = draft;
  if (settings === null) {
    return draft.complete
      ? [
          errorAt(
            null,
            'missing-settings',
            `no mapping file in "${draft.directory}" has settings`,
            {
              why: 'the settings say at least which owner the permission sets belong to',
              help: 'add "settings: { manage: { owner: <a short name> } }" to one file',
            },
          ),
        ]
      : [];
  }
  const places = [settings.at, ...moreSettings];
  return places
    .filter((at) => at !== settings.at || !isWithin(normalPath(draft.directory), at.file))
    .map((at) => {
      const own = isWithin(normalPath(draft.directory), at.file);
      return errorAt(
        at,
        'several-settings',
        own ? 'settings stand in a second file' : 'settings stand in an included directory',
        {
          why: own
            ? `the first are at ${place(settings.at)}`
            : 'each config directory has its own; a shared one holds permission sets and account sets',
          help: own ? 'move these into the first' : `move them into "${draft.directory}"`,
        },
      );
    });
}
