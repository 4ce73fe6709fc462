import type { AccessReport, REPORT_SCHEMA } from '../core/inventory/access-report.ts';
import { startApp } from './view/app.ts';
import { element } from './view/element.ts';

// A type alone comes over from the program; the compiler holds this text to it.
const schema: typeof REPORT_SCHEMA = 'identity-center-reconciler/report/v1';

function start(): void {
  const text = document.querySelector('#report')?.textContent ?? 'null';
  const report: unknown = JSON.parse(text);
  if (!isReport(report)) {
    const words = 'This file holds no access report, or one of another version.';
    document.body.append(element('p', 'notice', { attributes: { role: 'alert' } }, words));
    return;
  }
  startApp(report);
  performance.mark('shown');
}

/** The program that wrote the page wrote its data in the same breath; the schema's name says which it was. */
function isReport(data: unknown): data is AccessReport {
  return typeof data === 'object' && data !== null && 'schema' in data && data.schema === schema;
}

start();
