import type { AccessReport } from '../core/inventory/access-report.ts';
import {
  type AccessReportPorts,
  type AccessReportTask,
  gatherAccessReport,
} from '../effects/gather-access-report.ts';
import { runDiagnostic, RunProblem } from '../effects/run-problem.ts';
import type { PageTemplate } from '../ports/page-template.ts';
import { PortError } from '../ports/port-error.ts';
import type { ReportFiles } from '../ports/report-files.ts';
import { accessReportCsv } from '../report/access-report-csv.ts';
import { accessReportJson } from '../report/access-report-json.ts';
import { reportPage } from '../report/access-report-page.ts';
import { accessReportSummary } from '../report/access-report-summary.ts';
import { accessReportWords } from '../report/access-report-words.ts';
import { type RunReport, withoutPlan } from './run-report.ts';

export interface ReportPorts extends AccessReportPorts {
  readonly page: PageTemplate;
  /** Null where the report is printed instead. */
  readonly files: ReportFiles | null;
}

export interface ReportTask extends AccessReportTask {
  readonly runUrl: string | null;
}

/** Says who has what, for an access review. Changes nothing. */
export async function reportMode(ports: ReportPorts, task: ReportTask): Promise<RunReport> {
  const { report, diagnostics } = await gatherAccessReport(ports, task);
  const directory = ports.files === null ? null : await writeReport(ports, ports.files, report);
  const where = directory === null ? '' : `written to ${directory}\n`;
  return {
    ...withoutPlan('clean', 0, {
      diagnostics,
      summary: accessReportSummary(report, task.runUrl),
    }),
    words: `${accessReportWords(report)}${where}`,
    accessReport: report,
    reportPath: directory,
    hidesPeople: report.people === 'hidden',
  };
}

async function writeReport(
  { page }: Pick<ReportPorts, 'page'>,
  files: ReportFiles,
  report: AccessReport,
): Promise<string> {
  try {
    const template = await page.read();
    return await files.write(
      new Map<string, Iterable<string>>([
        ['access-report.csv', accessReportCsv(report)],
        ['access-report.json', accessReportJson(report)],
        ['access-report.html', [reportPage(template, report)]],
      ]),
    );
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    const { message, help } = error;
    throw new RunProblem([runDiagnostic('files-not-written', message, { help })], { cause: error });
  }
}
