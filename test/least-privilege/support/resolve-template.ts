import type { Json, Template } from './read-template.ts';

export type Parameters = Readonly<Record<string, string>>;

/** What AWS::NoValue leaves: the member or item is not there. */
const nothing = Symbol('no value');
type Resolved = Json | typeof nothing;

/** What the pseudo parameters stand for in a stack of account 222233334444. */
const pseudo: Parameters = { 'AWS::Partition': 'aws', 'AWS::AccountId': '222233334444' };

/** A stack's resources as CloudFormation would make them; a reference to another one stays its name. */
export function resolveTemplate(
  template: Template,
  given: Parameters,
): Readonly<Record<string, Json>> {
  const { Parameters: declared, Conditions, Resources } = template;
  const unknown = Object.keys(given).filter((name) => declared[name] === undefined);
  if (unknown.length > 0) throw new Error(`no parameter ${unknown.join()}`);
  const parameters: Record<string, string> = { ...pseudo };
  for (const [name, { Default, AllowedPattern, AllowedValues }] of Object.entries(declared)) {
    const value = given[name] ?? Default;
    if (value === undefined) throw new Error(`parameter ${name} has no value`);
    const fits = AllowedPattern === undefined || new RegExp(`^(?:${AllowedPattern})$`).test(value);
    if (!fits || AllowedValues?.includes(value) === false) {
      throw new Error(`parameter ${name} cannot be ${value}`);
    }
    parameters[name] = value;
  }

  const textOf = (name: string): string => {
    const value = parameters[name];
    if (value !== undefined) return value;
    if (Resources[name] === undefined) throw new Error(`${name} is neither parameter nor resource`);
    return name;
  };
  const holds = (name: string): boolean => {
    const condition = Conditions[name];
    if (condition === undefined) throw new Error(`there is no condition ${name}`);
    const equals = (condition as { readonly 'Fn::Equals'?: readonly Json[] })['Fn::Equals'];
    const [left, right] = (equals ?? []).map(resolve);
    if (typeof left !== 'string' || typeof right !== 'string') throw new Error(`what is ${name}?`);
    return left === right;
  };
  const resolve = (value: Json): Resolved => {
    if (Array.isArray(value)) return value.map(resolve).filter((one) => one !== nothing);
    if (typeof value !== 'object' || value === null) return value;
    const [[name, argument] = ['', null], ...others] = Object.entries(value);
    if (others.length === 0 && name === 'Ref' && typeof argument === 'string') {
      return argument === 'AWS::NoValue' ? nothing : textOf(argument);
    }
    if (others.length === 0 && name.startsWith('Fn::')) return applied(name, argument);
    const members = Object.entries(value).map(([key, one]) => [key, resolve(one)] as const);
    return Object.fromEntries(members.filter(([, one]) => one !== nothing)) as Json;
  };
  const applied = (name: string, argument: Json): Resolved => {
    if (name === 'Fn::Sub' && typeof argument === 'string') {
      return argument.replaceAll(/\$\{([\w:]+)\}/g, (_, key: string) => textOf(key));
    }
    if (name === 'Fn::GetAtt' && typeof argument === 'string') {
      return `${textOf(argument.split('.')[0] ?? '')}.${argument.split('.')[1]}`;
    }
    if (name === 'Fn::If' && Array.isArray(argument)) {
      const [condition, yes = null, no = null] = argument;
      if (typeof condition === 'string') return resolve(holds(condition) ? yes : no);
    }
    throw new Error(`${name} is not known here`);
  };

  for (const { Value } of Object.values(template.Outputs)) resolve(Value);
  return Object.fromEntries(
    Object.entries(Resources)
      .filter(([, { Condition }]) => Condition === undefined || holds(Condition))
      .map(([name, { Properties }]) => [name, resolve(Properties) as Json]),
  );
}
