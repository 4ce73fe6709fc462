import { readFile } from 'node:fs/promises';
import type { PageTemplate } from '../../ports/page-template.ts';
import { PortError } from '../../ports/port-error.ts';

/** The page as the build left it beside the program. */
export function createPageTemplate(file: URL): PageTemplate {
  return {
    read: async () => {
      try {
        return await readFile(file, 'utf8');
      } catch (error) {
        throw new PortError('not-found', 'read report-page.html', 'the page is not installed', {
          help: 'install the program with its whole dist folder',
          cause: error,
        });
      }
    },
  };
}
