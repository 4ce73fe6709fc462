import { peopleMode } from '../core/access/people-mode.ts';
import { approve, type Approval, type ApprovedPlan } from '../core/approval/approve.ts';
import type { ApplyReport } from '../core/outcome/apply-report.ts';
import type { BuiltPlan } from '../core/plan/build-plan.ts';
import { executePlan } from '../effects/execute/execute-plan.ts';
import { requireMapping } from '../effects/gather-plan.ts';
import { isSameAt, loadVersion, type LoadedVersion } from '../effects/load-version.ts';
import { reportApply, reportNoBase, reportSuperseded } from './apply-report.ts';
import type { ApplyPorts, ApplyTask, Gathered } from './apply-task.ts';
import { type Hands, prepareApply } from './prepare-apply.ts';
import type { RunReport } from './run-report.ts';
import { tellNothingApplied } from './tell-nothing-applied.ts';

/** Plans again at the commit, and does what people have approved of it. */
export async function applyMode(ports: ApplyPorts, asked: ApplyTask): Promise<RunReport> {
  const head = await loadVersion(ports.trees, asked.commit, asked.directory);
  const mapping = requireMapping(head);
  const hidesPeople = peopleMode([mapping.settings.people], asked.isPublicRepository) !== 'names';
  // What a public repository does not show, nobody is shown where settings hide people.
  const task = { ...asked, isPublicRepository: hidesPeople };
  const early = await whySuperseded(ports, task, head);
  if (early !== null) return reportSuperseded(early, head.checked.diagnostics);

  const ready = await prepareApply(ports, task, head, mapping).catch(async (error: unknown) => {
    await tellNothingApplied(ports, task, error);
    throw error;
  });
  if (ready === null) return reportNoBase(head.checked.diagnostics);
  const { gathered, built, hands } = ready;
  const approved = decide(task, gathered, built);
  const report = await execute(ports, task, gathered, approved, hands);
  const told = await reportApply(ports, task, gathered, { approved, built }, report);
  return { ...told, hidesPeople };
}

function decide(
  { approvePlan, newAccounts }: ApplyTask,
  { reviews: { records }, allowances }: Gathered,
  built: BuiltPlan,
): ApprovedPlan {
  const approval: Approval =
    approvePlan === null
      ? { kind: 'reviewed', records, newAccounts, allowances }
      : { kind: 'digest', digest: approvePlan };
  return approve(built, approval);
}

async function execute(
  ports: ApplyPorts,
  task: ApplyTask,
  { head, instance, snapshot, versions }: Gathered,
  approved: ApprovedPlan,
  { writer, readers, entra }: Hands,
): Promise<ApplyReport> {
  const { directory } = snapshot;
  const { grants, applications } = versions.head.desired;
  const active = new Set<string>(
    snapshot.accounts.filter(({ state }) => state === 'ACTIVE').map(({ id }) => id),
  );
  return executePlan(
    approved,
    {
      instance: instance.arn,
      owner: versions.head.mapping.settings.owner.value,
      reader: readers.identityCenter,
      writer,
      clock: ports.clock,
      journal: ports.journal,
      signal: ports.signal,
      declared: versions.head.desired.permissionSets,
      arns: new Map(snapshot.permissionSets.map(({ name, arn }) => [name, arn])),
      isActive: (id) => active.has(id),
      applications: readers.applications,
      identityStore: readers.identityStore,
      identityStoreId: instance.identityStoreId,
      isPublicRepository: task.isPublicRepository,
      entra:
        entra === null || directory?.groupSync !== 'manage'
          ? null
          : {
              ...entra,
              directory,
              isDeclared: (key) =>
                (grants.get(key) ?? applications.assignments.get(key))?.expired === false,
            },
    },
    { signal: ports.signal, superseded: () => whySuperseded(ports, task, head) },
  );
}

/** Why this commit may not write: the branch has moved to other files. Asked before every stage. */
async function whySuperseded(
  { github, trees }: ApplyPorts,
  task: ApplyTask,
  head: LoadedVersion,
): Promise<string | null> {
  const tip = await github.branchTip(task.defaultBranch);
  if (tip === task.commit || (await isSameAt(trees, tip, head))) return null;
  return `${task.defaultBranch} is at ${tip}, whose mapping files differ`;
}
