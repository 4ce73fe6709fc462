import type { DiagnosticCode } from '../core/diagnostics/catalog.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { PortError } from '../ports/port-error.ts';
import { runDiagnostic, RunProblem } from './run-problem.ts';

/** What a failure means to its user; null for a bug, which the last catch tells with its causes. */
export function problemsOf(error: unknown): readonly Diagnostic[] | null {
  if (error instanceof RunProblem) return error.diagnostics;
  if (!(error instanceof PortError)) return null;
  return [
    runDiagnostic(codeOf(error), error.message, {
      // What fails in Entra begins with its call, and is worded by its kind.
      why:
        isEntra(error.action) || isOnDisk(error.action) ? null : `${error.action} (${error.kind})`,
      help: error.help ?? 'run it again; if it stays, look at the service named',
    }),
  ];
}

function codeOf({ kind, action }: PortError): DiagnosticCode {
  if (isEntra(action)) return entraCodes[kind] ?? 'entra-error';
  if (isOnDisk(action)) return 'files-unreadable';
  if (kind === 'credentials') return 'aws-credentials';
  if (isGitHub(action)) return 'github-error';
  return kind === 'access-denied' ? 'access-denied' : 'aws-error';
}

function isOnDisk(action: string): boolean {
  return action === 'read files';
}

/** `Graph GET /groups`, and the sign-in before it. */
function isEntra(action: string): boolean {
  return /^(Graph|Entra) /.test(action);
}

const entraCodes: Readonly<Partial<Record<PortError['kind'], DiagnosticCode>>> = {
  credentials: 'entra-sign-in',
  'access-denied': 'entra-permission',
};

/** GitHub's calls are named by method and path, AWS's by service and action. */
function isGitHub(action: string): boolean {
  return /^(GET|POST|PATCH|PUT|DELETE|GraphQL|git)\b/i.test(action);
}
