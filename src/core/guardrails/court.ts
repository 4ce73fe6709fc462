import type { ActualGrant } from '../actual/actual-state.ts';
import type { DesiredGrant } from '../desired/desired-state.ts';
import type { Answer } from '../mapping/expression.ts';
import { UnknownFact } from '../mapping/expression-variables.ts';
import type { Operation } from '../plan/operation.ts';
import type { AccountSetsOf } from './account-sets-of.ts';
import { administratorsOf } from './administrators-of.ts';
import { type ArrangedPlan, keyOf } from './arrange-plan.ts';
import type { AskedRule } from './asked-rule.ts';
import type { Holding, MakeSubject } from './create-facts.ts';
import { givesMore } from './gives-more.ts';
import type { GuardInputs } from './guard-inputs.ts';
import { judgeApplications } from './judge-applications.ts';
import { lastsLonger } from './lasts-longer.ts';
import { questionOf } from './question-of.ts';
import type { Reached, RuleVerdict } from './rule-verdict.ts';

/** One rule, as one version of the files has it, before one plan. */
export class Court {
  readonly #broken = new Map<string, Operation>();
  readonly #reached = new Map<string, Reached[]>();
  readonly #unknown = new Map<string, { operation: Operation; why: string }>();
  readonly #fresh: DesiredGrant[] = [];
  readonly #standing: DesiredGrant[] = [];
  #unjudged = 0;
  readonly #inputs: GuardInputs;
  readonly #plan: ArrangedPlan;
  readonly #asked: AskedRule;
  readonly #sets: AccountSetsOf;
  /** What the same rule went by in base. */
  readonly #setsBefore: AccountSetsOf;
  readonly #subject: MakeSubject;
  readonly #namesKind: boolean;
  /** By what the rule asks for: most of it is the same for thousands of grants. */
  readonly #answers = new Map<AccountSetsOf, Map<string, Answer>>();

  constructor(
    inputs: GuardInputs,
    plan: ArrangedPlan,
    asked: AskedRule,
    sets: AccountSetsOf,
    setsBefore: AccountSetsOf,
    subject: MakeSubject,
  ) {
    this.#inputs = inputs;
    this.#plan = plan;
    this.#asked = asked;
    this.#sets = sets;
    this.#setsBefore = setsBefore;
    this.#subject = subject;
    this.#namesKind = asked.roots.has('kind');
  }

  judge(): Omit<RuleVerdict, 'by'> {
    for (const grant of this.#plan.desired) this.#judgeGrant(grant);
    for (const { edit, holding } of this.#plan.strangers) this.#judgeStranger(edit, holding);
    if (this.#namesKind) this.#judgeByKind();
    const applications = judgeApplications(this.#inputs, this.#asked, (kind, principal, terms) =>
      this.#asked.askWithoutAccount(
        this.#subject(kind, { ...noAccount, principal, grant: terms }, this.#asked, this.#sets),
      ),
    );
    for (const { operation, answer } of applications.answers) this.#note(operation, answer);
    return {
      asked: this.#asked,
      broken: this.#broken,
      reached: this.#reached,
      administrators: administratorsOf(this.#broken, this.#asked, this.#inputs),
      unknown: this.#unknown,
      fresh: [...this.#fresh, ...applications.fresh],
      standing: [...this.#standing, ...applications.standing],
      unjudged: this.#unjudged + applications.unjudged,
    };
  }

  #judgeGrant(grant: DesiredGrant): void {
    const contents = this.#plan.contents.get(grant.permissionSet) ?? [];
    const giving = this.#plan.grants.get(grant.key);
    if (giving !== undefined) this.#note(giving, this.#ask('grant', held(grant, 'head')));
    if (giving !== undefined && !this.#namesKind) return;
    // Nothing is to be granted: it stands, and an edit of its set changes what it gives.
    let told = giving !== undefined;
    for (const edit of contents) {
      const answer = this.#ask(edit.kind, held(grant, 'head'));
      if (answer === false) continue;
      const before =
        giving === undefined ? this.#before(grant, edit, edit.kind) : this.#beforeEdit(grant, edit);
      if (answer === true && before === true && !this.#isWorse(edit)) {
        if (!told) this.#standing.push(grant);
        told = true;
      } else {
        this.#note(edit, answer, grant);
        told = true;
      }
    }
    if (!told) this.#judgeStanding(grant);
  }

  #judgeStanding(grant: DesiredGrant): void {
    const answer = this.#ask('grant', held(grant, 'head'));
    if (answer === false) return;
    const before = this.#before(grant, null, 'grant');
    if (before === false) this.#fresh.push(grant);
    else if (answer === true) this.#standing.push(grant);
    // Members are counted of groups that the plan is about, and of no others.
    else if (!this.#asked.needsMembers) this.#unjudged += 1;
  }

  /** Who has the set without being declared, and keeps it, gets what it becomes. */
  #judgeStranger(edit: Operation, holding: Holding): void {
    const answer = this.#ask(edit.kind, holding);
    if (answer === false) return;
    const before = this.#ask(edit.kind, { ...holding, content: 'live' });
    if (answer === true && before === true && !this.#isWorse(edit)) return;
    const { account, principal, permissionSet } = holding;
    const isSomebody = account !== null && principal !== null;
    this.#note(edit, answer, isSomebody ? { account, principal, permissionSet } : null);
  }

  #isWorse({ kind, permissionSet }: Operation): boolean {
    if (kind !== 'update-permission-set') return false;
    const facts = (content: Holding['content']) =>
      this.#subject(
        kind,
        { account: null, principal: null, permissionSet, content, grant: null },
        this.#asked,
        this.#sets,
      ).permissionSet;
    return givesMore(this.#asked.setFields, facts('live'), facts('head'));
  }

  /** Whether it broke the rule before this change, as base had it and as it lives. */
  #before(grant: DesiredGrant, edit: Operation | null, kind: string): Answer {
    const { baseDesired, actual } = this.#inputs;
    const inBase = baseDesired?.grants.get(grant.key);
    // What is to end later than before is given anew, for that time.
    if (inBase !== undefined && lastsLonger(grant, inBase)) return false;
    const isEdited = edit?.kind === 'update-permission-set';
    if (inBase !== undefined && !inBase.expired) {
      const declared = this.#ask(kind, held(inBase, 'base'), this.#setsBefore);
      return isEdited && declared === true
        ? this.#ask(kind, held(inBase, 'live'), this.#setsBefore)
        : declared;
    }
    const lives = actual.permissionSets.get(grant.permissionSet)?.grants.has(grant.key) === true;
    return lives ? this.#ask(kind, held(grant, 'live'), this.#setsBefore) : false;
  }

  /** Whether a grant that is yet to come would break the rule without the edit as well. */
  #beforeEdit(grant: DesiredGrant, { kind }: Operation): Answer {
    return kind === 'update-permission-set' && this.#ask(kind, held(grant, 'live'));
  }

  #judgeByKind(): void {
    const { baseDesired, actual } = this.#inputs;
    const granted = new Set(this.#plan.desired.map(({ permissionSet }) => permissionSet));
    for (const [set, edits] of this.#plan.contents) {
      if (set !== null && granted.has(set)) continue;
      for (const edit of edits) this.#noteUnlessAbsent(edit, 'head');
    }
    for (const taking of this.#plan.taking) {
      const { permissionSet } = taking;
      const lives = actual.permissionSets.get(permissionSet);
      const content = lives === undefined ? 'base' : 'live';
      if (taking.kind === 'revoke') {
        const { account, principal } = taking;
        const grant = baseDesired?.grants.get(keyOf(taking)) ?? null;
        const holding = { account, principal, permissionSet, content, grant } as const;
        this.#note(taking, this.#ask(taking.kind, holding));
        continue;
      }
      const holders = [...(lives?.grants.values() ?? [])];
      for (const holder of holders) this.#note(taking, this.#ask(taking.kind, live(holder)));
      if (holders.length === 0) this.#noteUnlessAbsent(taking, content);
    }
  }

  /** A rule over accounts says nothing of a set that nobody has anywhere. */
  #noteUnlessAbsent(operation: Operation, content: Holding['content']): void {
    const answer = this.#ask(operation.kind, {
      account: null,
      principal: null,
      permissionSet: operation.permissionSet ?? '',
      content,
      grant: null,
    });
    if (!(answer instanceof UnknownFact) || !answer.absent) this.#note(operation, answer);
  }

  #ask(kind: string, holding: Holding, sets: AccountSetsOf = this.#sets): Answer {
    const known = this.#answers.get(sets) ?? new Map<string, Answer>();
    this.#answers.set(sets, known);
    const key = questionOf(this.#asked.roots, kind, holding);
    const before = known.get(key);
    if (before !== undefined) return before;
    const answer = this.#asked.ask(this.#subject(kind, holding, this.#asked, sets));
    known.set(key, answer);
    return answer;
  }

  #note(operation: Operation, answer: Answer, reached: Reached | null = null): void {
    const { id } = operation;
    if (answer === false) return;
    if (answer === true) {
      this.#broken.set(id, operation);
      const others = this.#reached.get(id) ?? [];
      if (reached !== null) {
        others.push(reached);
        this.#reached.set(id, others);
      }
    } else this.#unknown.set(operation.id, { operation, why: answer.message });
  }
}

const noAccount = { account: null, permissionSet: null, content: 'head' } as const;

function held(grant: DesiredGrant, content: Holding['content']): Holding {
  const { account, principal, permissionSet } = grant;
  return { account, principal, permissionSet, content, grant };
}

function live({ account, principal, permissionSet }: ActualGrant): Holding {
  return { account, principal, permissionSet, content: 'live', grant: null };
}
