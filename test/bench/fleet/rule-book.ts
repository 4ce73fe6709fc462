/** Selectors, and the accounts that they mean together. */
export interface Target {
  readonly selectors: readonly string[];
  readonly accounts: readonly string[];
}

export interface Rule {
  /** Which file of assignments it stands in. */
  readonly file: string;
  readonly groups: readonly string[];
  readonly permissionSet: string;
  readonly target: Target;
}

/** One group's set in some accounts, none of which an earlier rule gave it. */
export interface Grants {
  readonly group: string;
  readonly permissionSet: string;
  readonly accounts: readonly string[];
}

/** Rules, and what they come to together. */
export class RuleBook {
  readonly rules: Rule[] = [];
  readonly grants: Grants[] = [];
  readonly #held = new Set<string>();
  readonly #pairs = new Map<string, Set<string>>();

  constructor(rules: readonly Rule[] = []) {
    for (const rule of rules) this.add(rule);
  }

  get assignments(): number {
    return this.#held.size;
  }

  /** Accounts by set, where anybody has it. */
  get pairs(): ReadonlyMap<string, ReadonlySet<string>> {
    return this.#pairs;
  }

  add(rule: Rule): void {
    this.rules.push(rule);
    for (const group of rule.groups) {
      const accounts = this.#fresh(rule, group);
      this.grants.push({ group, permissionSet: rule.permissionSet, accounts });
      const pairs = this.#pairs.get(rule.permissionSet) ?? new Set();
      for (const account of accounts) {
        this.#held.add(keyOf(group, rule.permissionSet, account));
        pairs.add(account);
      }
      this.#pairs.set(rule.permissionSet, pairs);
    }
  }

  /** How many assignments a rule would add. */
  worth(rule: Rule): number {
    return rule.groups.reduce((sum, group) => sum + this.#fresh(rule, group).length, 0);
  }

  /** True where none of what a rule gives is given already. */
  isNews(rule: Rule): boolean {
    return this.worth(rule) === rule.groups.length * rule.target.accounts.length;
  }

  #fresh({ permissionSet, target }: Rule, group: string): string[] {
    return target.accounts.filter(
      (account) => !this.#held.has(keyOf(group, permissionSet, account)),
    );
  }
}

function keyOf(...words: string[]): string {
  return words.join('\n');
}
