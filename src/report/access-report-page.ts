import type { AccessReport } from '../core/inventory/access-report.ts';

/** Stands once in the page's HTML, where the data goes. */
const place = '<!--data-->';

/** The page with its data in it. Throws if the template has not exactly one place for it. */
export function reportPage(template: string, report: AccessReport): string {
  const [before, after, ...more] = template.split(place);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error('the template of the page has not exactly one place for its data');
  }
  return `${before}<script id="report" type="application/json">${inScript(report)}</script>${after}`;
}

/** JSON that no HTML parser can leave: `</script>` and `<!--` both need a `<`. */
function inScript(data: unknown): string {
  return JSON.stringify(data).replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
