import { tmpdir } from 'node:os';
import { basename, resolve } from 'node:path';
import { createAwsReaders } from './adapters/aws/create-aws-readers.ts';
import { createAwsWriters } from './adapters/aws/create-aws-writers.ts';
import { type AwsConnection, openAws } from './adapters/aws/open-aws.ts';
import { createDirectoryPeopleReader } from './adapters/graph/create-directory-people-reader.ts';
import { createDirectoryReader } from './adapters/graph/create-directory-reader.ts';
import { createDirectoryWriter } from './adapters/graph/create-directory-writer.ts';
import { createFederationReader } from './adapters/graph/federation/create-federation-reader.ts';
import { type GraphConnection, openGraph } from './adapters/graph/open-graph.ts';
import { createMemberGroupsReader } from './adapters/aws/read/explain/member-groups-reader.ts';
import { createPeopleReader } from './adapters/aws/read/federation/create-people-reader.ts';
import { createFederationAwsReader } from './adapters/aws/read/federation/create-federation-aws-reader.ts';
import { createLineHistory } from './adapters/git/blame-lines.ts';
import { findRepository } from './adapters/git/find-repository.ts';
import { openLocalGit } from './adapters/git/local-git.ts';
import { createTreeReader } from './adapters/git/tree-reader.ts';
import { createApiLineHistory } from './adapters/github/api-line-history.ts';
import { createApiTreeReader } from './adapters/github/api-tree-reader.ts';
import { createArtifactReader } from './adapters/github/artifact-reader.ts';
import { createChangeWriter } from './adapters/github/change-writer.ts';
import { createCommentWriter } from './adapters/github/comment-writer.ts';
import { createGitHubReader } from './adapters/github/github-reader.ts';
import { createIssueBoard } from './adapters/github/issue-board.ts';
import { createReviewReader } from './adapters/github/review-reader.ts';
import { createStatusWriter } from './adapters/github/status-writer.ts';
import { createActionJournal } from './adapters/node/action-journal.ts';
import { createActionOutput } from './adapters/node/action-output.ts';
import { fetchIdToken } from './adapters/node/fetch-id-token.ts';
import { hideInChanges } from './adapters/node/hide-in-changes.ts';
import { hideInIssues } from './adapters/node/hide-in-issues.ts';
import {
  hideInComments,
  hideInJournal,
  hideInOutput,
  hideInStatuses,
} from './adapters/node/hide-secrets.ts';
import { createKnownSecrets } from './adapters/node/known-secrets.ts';
import { createMappingFilesWriter } from './adapters/node/mapping-files-writer.ts';
import { createPageTemplate } from './adapters/node/page-template.ts';
import { readEventFile } from './adapters/node/read-event-file.ts';
import { createReportFiles, type ReportPlace } from './adapters/node/report-files.ts';
import { shutdownSignal } from './adapters/node/shutdown-signal.ts';
import { createStateFileReader } from './adapters/node/state-file-reader.ts';
import { systemClock } from './adapters/node/system-clock.ts';
import { createTerminalJournal } from './adapters/node/terminal-journal.ts';
import { createTerminalOutput } from './adapters/node/terminal-output.ts';
import { canRedraw, type Terminal } from './adapters/node/terminal.ts';
import { watchWorkingTree } from './adapters/node/working-tree-changes.ts';
import { createWorkingTreeReader } from './adapters/node/working-tree-reader.ts';
import type { Inputs } from './inputs.ts';
import type { CommitId } from './core/model/ids.ts';
import type { Clock } from './ports/clock.ts';
import type { ConnectDirectoryAll } from './ports/connect-directory-apply.ts';
import type {
  ConnectDirectory,
  ConnectDirectoryPeople,
  EntraTarget,
} from './ports/connect-directory.ts';
import type { ConnectExplain } from './ports/connect-explain.ts';
import type { ConnectFederation, ConnectFederationAws } from './ports/connect-federation.ts';
import type { AwsTarget } from './ports/connect.ts';
import type { Journal } from './ports/journal.ts';

export { saveText } from './adapters/node/save-text.ts';
export { canRedraw, processTerminal, type Terminal, usesColor } from './adapters/node/terminal.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Between SIGINT and the runner's kill lie ten seconds; what is in flight gets this much of them. */
const GRACE_MILLISECONDS = 6000;

/** What stands around a step of a job. */
export function actionSurroundings(env: Env) {
  const secrets = createKnownSecrets(env, true);
  return {
    event: readEventFile(env['GITHUB_EVENT_PATH']),
    journal: hideInJournal(createActionJournal(systemClock), secrets),
    output: hideInOutput(createActionOutput(env), secrets),
    shutdown: shutdownSignal(),
    secrets,
  };
}

/** What stands around a command. */
export function terminalSurroundings(terminal: Terminal, { json }: { readonly json: boolean }) {
  const { env, stderr } = terminal;
  const journal = createTerminalJournal(systemClock, stderr, canRedraw(stderr, env));
  const secrets = createKnownSecrets(env, false);
  const output = createTerminalOutput(terminal, json, () => journal.clear());
  return {
    journal: hideInJournal(journal, secrets),
    output: hideInOutput(output, secrets),
    shutdown: shutdownSignal(),
    secrets,
  };
}

/** What `validate --watch` looks at: files on disk, and word of their changes. */
export function wireWatching(directory: string, journal: Journal, signal: AbortSignal) {
  const root = rootOf(directory);
  const changes = watchWorkingTree(root, systemClock, journal);
  return { trees: createWorkingTreeReader(root), changes, signal };
}

/** Paths count from the repository's root, as in commits; without one, from where the command runs. */
function rootOf(directory: string): string {
  return findRepository(directory)?.root ?? directory;
}

/** Joins adapters to ports for one run. `close` lets the process end. */
export function wire(
  inputs: Inputs,
  env: Env,
  directory: string,
  journal: Journal,
  cancelled: AbortSignal,
  clock: Clock = systemClock,
  secrets = createKnownSecrets(env, inputs.entra.idToken !== 'no-job'),
) {
  const gitHubOptions = inputs.github === null ? null : { ...inputs.github, clock };
  const local = openLocalGit({ directory, env, signal: cancelled });
  const deadline = afterGrace(cancelled);
  const connections: (AwsConnection | GraphConnection)[] = [];
  const connect = (target: AwsTarget): AwsConnection => {
    const connection = openAws({ ...target, clock, env, journal });
    connections.push(connection);
    return connection;
  };
  const tenants = new Map<string, GraphConnection>();
  /** One sign-in for each tenant, whatever is asked of it. */
  const openDirectory = (target: EntraTarget): GraphConnection => {
    const key = `${target.cloud} ${target.tenantId}`;
    const open = tenants.get(key) ?? openTenant(target);
    tenants.set(key, open);
    return open;
  };
  const openTenant = (target: EntraTarget): GraphConnection => {
    const { entra: access } = inputs;
    const mask = (secret: string): void => secrets.add([secret]);
    const connection = openGraph({ target, access, fetchIdToken, clock, env, journal, mask });
    connections.push(connection);
    return connection;
  };
  const connectDirectory: ConnectDirectory = (target) =>
    createDirectoryReader(openDirectory(target), { signal: cancelled });
  const connectDirectoryPeople: ConnectDirectoryPeople = (target) =>
    createDirectoryPeopleReader(openDirectory(target), { signal: cancelled });
  const connectDirectoryAll: ConnectDirectoryAll = (target) => {
    const connection = openDirectory(target);
    return {
      reader: createDirectoryReader(connection, { signal: deadline }),
      writer: createDirectoryWriter(connection, { signal: cancelled }),
    };
  };

  const connectFederation: ConnectFederation = (target) =>
    createFederationReader(openDirectory(target), {
      target,
      access: inputs.entra,
      fetchIdToken,
      signal: cancelled,
    });
  const connectFederationAws: ConnectFederationAws = (target) => {
    const connection = connect(target);
    return {
      readers: createAwsReaders(connection, { signal: cancelled }),
      federation: createFederationAwsReader(connection, cancelled),
    };
  };

  const connectExplain: ConnectExplain = (target) => {
    const connection = connect(target);
    return {
      readers: createAwsReaders(connection, { signal: cancelled }),
      memberGroups: createMemberGroupsReader(connection, cancelled),
      users: createPeopleReader(connection, cancelled),
    };
  };

  return {
    connectReaders: (target: AwsTarget) => createAwsReaders(connect(target), { signal: cancelled }),
    connectAll: (target: AwsTarget) => {
      const connection = connect(target);
      return {
        // What an interrupted apply has sent is still read back, so its readers outlast the signal.
        readers: createAwsReaders(connection, { signal: deadline }),
        writer: createAwsWriters(connection, { signal: cancelled, deadline }).identityCenter,
      };
    },
    connectDirectory,
    connectDirectoryPeople,
    connectDirectoryAll,
    connectFederation,
    connectFederationAws,
    connectExplain,
    trees: createTreeReader({
      local,
      remote: gitHubOptions === null ? null : createApiTreeReader(gitHubOptions),
    }),
    lines: createLineHistory({
      local,
      remote: gitHubOptions === null ? null : createApiLineHistory(gitHubOptions),
    }),
    page: createPageTemplate(builtPage),
    reportFiles: createReportFiles(reportPlace(inputs, env, directory), (text) =>
      secrets.hide(text),
    ),
    workingTree: createWorkingTreeReader(rootOf(directory)),
    mappingFiles: createMappingFilesWriter(rootOf(directory)),
    states: createStateFileReader(directory),
    repositoryName: basename(rootOf(directory)),
    resolveReference: async (reference: string) => (await local?.resolve(reference)) ?? null,
    isRoot: async (commit: CommitId) => (await local?.isRoot(commit)) ?? false,
    gitHub:
      gitHubOptions === null
        ? null
        : {
            reader: createGitHubReader(gitHubOptions),
            reviews: createReviewReader(gitHubOptions),
            artifacts: createArtifactReader(gitHubOptions),
            comments: hideInComments(createCommentWriter(gitHubOptions), secrets),
            statuses: hideInStatuses(createStatusWriter(gitHubOptions), secrets),
            issues: hideInIssues(createIssueBoard(gitHubOptions), secrets),
            changes: hideInChanges(createChangeWriter(gitHubOptions), secrets),
          },
    clock,
    journal,
    signal: cancelled,
    // A workflow sets a variable that nobody defined to nothing.
    region: [env['AWS_REGION'], env['AWS_DEFAULT_REGION']].find(Boolean) ?? null,
    close: () => {
      for (const connection of connections) connection.close();
    },
  };
}

/** Beside the bundled program; from the sources, what the last build made. */
const builtPage = new URL(
  import.meta.url.endsWith('.ts') ? '../dist/report-page.html' : 'report-page.html',
  import.meta.url,
);

/** A job's later steps find it by the output; at a terminal it is where its reader looks. */
function reportPlace({ context, output }: Inputs, env: Env, directory: string): ReportPlace {
  return context.kind === 'terminal'
    ? { kind: 'directory', directory: resolve(directory, output ?? 'access-report') }
    : { kind: 'new', below: env['RUNNER_TEMP'] ?? tmpdir() };
}

function afterGrace(cancelled: AbortSignal): AbortSignal {
  const controller = new AbortController();
  cancelled.addEventListener('abort', () => {
    setTimeout(() => controller.abort(cancelled.reason), GRACE_MILLISECONDS).unref();
  });
  return controller.signal;
}
