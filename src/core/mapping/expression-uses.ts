import type { ASTNode } from '@marcbachmann/cel-js';
import { nearest } from '../diagnostics/nearest.ts';
import { variables } from './expression-variables.ts';

/** Characters. */
export const LONGEST_EXPRESSION = 4_000;

/** So small that no expression can be slow: what it costs grows with its size alone. */
export const parserLimits = {
  maxAstNodes: 500,
  maxDepth: 40,
  maxListElements: 200,
  maxMapEntries: 0,
  maxCallArguments: 4,
} as const;

export interface ExpressionProblem {
  readonly problem: string;
  readonly help: string | null;
  /** Offsets in the expression, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
}

/** What an expression names, which decides what it is asked about and what it needs to know. */
export interface ExpressionUses {
  /** Variables that it names, without what stands after a dot. */
  readonly roots: ReadonlySet<string>;
  /** Fields of `permissionSet` that it names; null where it may ask for any. */
  readonly setFields: ReadonlySet<string> | null;
  /** It names `principal.members`. */
  readonly members: boolean;
  /** Account sets that it looks for by name; null where it may ask for any. */
  readonly accountSets:
    | readonly { readonly name: string; readonly start: number; readonly end: number }[]
    | null;
  /** Calls that make a constant. */
  readonly constants: readonly ASTNode[];
}

/**
 * No `matches`: a pattern of JavaScript can take forever. No `bind`, `map` or list of lists: they can
 * grow without end. No `dyn` and no look-up by a computed name: they escape the check of types.
 */
const methods = new Set([
  'startsWith',
  'endsWith',
  'contains',
  'lowerAscii',
  'upperAscii',
  'size',
  'inlineAllows',
]);
const loops = new Set(['exists', 'all', 'exists_one', 'filter']);
const functions = new Set(['size', 'timestamp', 'duration']);
const constantMakers = new Set(['timestamp', 'duration']);
const names = new Set(variables.map(({ name }) => name.split('.')[0] ?? name));

const SET = 'permissionSet';

class Refused extends Error {
  readonly found: ExpressionProblem;
  constructor(found: ExpressionProblem) {
    super(found.problem);
    this.found = found;
  }
}

/** Every function that may be called, as docs/guardrails.md lists them. */
export const callable: readonly string[] = [...new Set([...methods, ...loops, ...functions])];

export function expressionUses(ast: ASTNode): ExpressionUses | ExpressionProblem {
  const walker = new Walker();
  try {
    walker.visit(ast, false);
  } catch (error) {
    if (error instanceof Refused) return error.found;
    throw error;
  }
  const { roots, setFields, members, accountSets, constants } = walker;
  return { roots, setFields, members, accountSets, constants };
}

class Walker {
  readonly roots = new Set<string>();
  setFields: Set<string> | null = new Set();
  members = false;
  accountSets: { name: string; start: number; end: number }[] | null = [];
  readonly constants: ASTNode[] = [];

  visit(node: ASTNode, inLoop: boolean): void {
    switch (node.op) {
      case 'value':
        return;
      case 'id':
        this.roots.add(node.args);
        // By itself, not by one of its fields: in a list or a choice.
        if (node.args === SET) this.setFields = null;
        return;
      case '.':
        this.#select(node.args[0], node.args[1], inLoop);
        return;
      case '[]':
        if (node.args[0].op === 'id') refuse(node, 'look-up by a computed name is not offered');
        this.#all(node.args, inLoop);
        return;
      case 'call':
        this.#call(node, node.args[0], node.args[1], inLoop);
        return;
      case 'rcall':
        this.#method(node, node.args, inLoop);
        return;
      case 'in':
        this.#in(node.args[0], node.args[1], inLoop);
        return;
      case '!_':
      case '-_':
        this.visit(node.args, inLoop);
        return;
      case 'list':
      case '?:':
      case '||':
      case '&&':
      case '==':
      case '!=':
      case '<':
      case '<=':
      case '>':
      case '>=':
      case '+':
      case '-':
      case '*':
      case '/':
      case '%':
        this.#all(node.args, inLoop);
        return;
      case 'map':
      case '.?':
      case '[?]':
        refuse(node, 'this is not offered in a guardrail');
    }
  }

  #all(nodes: readonly ASTNode[], inLoop: boolean): void {
    for (const node of nodes) this.visit(node, inLoop);
  }

  #select(object: ASTNode, field: string, inLoop: boolean): void {
    // Whatever it is a field of: an account may come out of a list, or of a choice.
    if (field === 'members') this.members = true;
    if (field === 'sets') this.accountSets = null;
    if (isNamed(object, SET)) this.#ofSet(field);
    else this.visit(object, inLoop);
  }

  #ofSet(field: string): void {
    this.roots.add(SET);
    this.setFields?.add(field);
  }

  /** `"prod" in account.sets` needs to know that set alone. */
  #in(wanted: ASTNode, list: ASTNode, inLoop: boolean): void {
    const isSets = list.op === '.' && isNamed(list.args[0], 'account') && list.args[1] === 'sets';
    if (isSets && wanted.op === 'value' && typeof wanted.args === 'string') {
      const { start, end } = wanted;
      this.roots.add('account');
      this.accountSets?.push({ name: wanted.args, start, end });
      return;
    }
    this.#all([wanted, list], inLoop);
  }

  #call(node: ASTNode, name: string, args: readonly ASTNode[], inLoop: boolean): void {
    if (!functions.has(name)) refuseFunction(node, name);
    if (constantMakers.has(name)) {
      if (args.some(({ op }) => op !== 'value')) {
        refuse(node, `${name}() takes a text that is written in it`);
      }
      this.constants.push(node);
    }
    this.#all(args, inLoop);
  }

  #method(
    node: ASTNode,
    [name, receiver, args]: readonly [string, ASTNode, readonly ASTNode[]],
    inLoop: boolean,
  ): void {
    if (name === 'inlineAllows' && isNamed(receiver, SET)) this.#ofSet('inlineActions');
    else this.visit(receiver, inLoop);
    if (!loops.has(name)) {
      if (!methods.has(name)) refuseFunction(node, name);
      this.#all(args, inLoop);
      return;
    }
    if (inLoop) refuse(node, `${name}() inside another loop over a list is not offered`);
    const [item, ...rest] = args;
    if (item?.op === 'id' && names.has(item.args)) {
      refuse(item, `"${item.args}" is a variable already: give the item another name`);
    }
    this.#all(rest, true);
  }
}

function isNamed(node: ASTNode, name: string): boolean {
  return node.op === 'id' && node.args === name;
}

function refuseFunction(node: ASTNode, name: string): never {
  const near = nearest(name, callable);
  throw new Refused({
    problem: `${name}() is not offered in a guardrail`,
    help: near === null ? `the functions are ${callable.join(', ')}` : `did you mean "${near}"?`,
    start: node.start,
    end: node.end,
  });
}

function refuse(node: ASTNode, problem: string): never {
  throw new Refused({ problem, help: null, start: node.start, end: node.end });
}
