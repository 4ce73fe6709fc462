import { isJsonObject } from '../json.ts';
import type { Json } from '../json.ts';
import type { ServiceModel, Shape } from './service-model.ts';

export interface Violation {
  readonly path: string;
  readonly kind:
    | 'required'
    | 'unknown-member'
    | 'type'
    | 'pattern'
    | 'enum'
    | 'min-length'
    | 'max-length'
    | 'min-value'
    | 'max-value'
    | 'union';
  /** As AWS words it. */
  readonly constraint: string;
  readonly value: string;
}

/** Every way in which a value breaks the service's own model; patterns match the whole text. */
export function checkShape(model: ServiceModel, name: string, value: Json, path = ''): Violation[] {
  const shape = model.shapes[name];
  if (shape === undefined) throw new Error(`the ${model.service} model has no shape ${name}`);
  const violation = (kind: Violation['kind'], constraint: string): Violation => ({
    path,
    kind,
    constraint,
    value: typeof value === 'string' ? `'${value}'` : JSON.stringify(value),
  });
  const expected = (what: string): Violation[] => [violation('type', `Member must be ${what}`)];
  switch (shape.type) {
    case 'structure':
      if (shape.document) return [];
      return isJsonObject(value)
        ? checkStructure(model, shape, value, path)
        : expected('a structure');
    case 'list': {
      if (!Array.isArray(value)) return expected('a list');
      const items = value.flatMap((item, index) =>
        checkShape(model, shape.member, item, `${path}.${index + 1}.member`),
      );
      return [...checkLength(shape, value.length, violation), ...items];
    }
    case 'map': {
      if (!isJsonObject(value)) return expected('a map');
      const entries = Object.entries(value);
      const items = entries.flatMap(([key, item]) => [
        ...checkShape(model, shape.key, key, `${path}.${key}`),
        ...checkShape(model, shape.value, item, `${path}.${key}`),
      ]);
      return [...checkLength(shape, entries.length, violation), ...items];
    }
    case 'string':
      return typeof value === 'string' ? checkText(shape, value, violation) : expected('a string');
    case 'integer':
      if (typeof value !== 'number' || !Number.isInteger(value)) return expected('an integer');
      return checkValue(shape, value, violation);
    case 'boolean':
      return typeof value === 'boolean' ? [] : expected('a boolean');
    case 'timestamp':
      return typeof value === 'number' ? [] : expected('epoch seconds');
  }
}

type Report = (kind: Violation['kind'], constraint: string) => Violation;
type ShapeOf<T extends Shape['type']> = Extract<Shape, { type: T }>;
interface Bounds {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

function checkStructure(
  model: ServiceModel,
  shape: ShapeOf<'structure'>,
  value: Record<string, Json>,
  path: string,
): Violation[] {
  const at = (member: string): string =>
    (path === '' ? '' : `${path}.`) + member.charAt(0).toLowerCase() + member.slice(1);
  const found: Violation[] = [];
  for (const member of shape.required) {
    if (value[member] === undefined || value[member] === null) {
      const constraint = 'Member must not be null';
      found.push({ path: at(member), kind: 'required', constraint, value: 'null' });
    }
  }
  const given = Object.entries(value).filter(([, item]) => item !== null);
  for (const [member, item] of given) {
    const target = shape.members[member];
    if (target === undefined) {
      const constraint = 'Member is not in the service model';
      found.push({ path: at(member), kind: 'unknown-member', constraint, value: member });
    } else {
      found.push(...checkShape(model, target, item, at(member)));
    }
  }
  if (shape.union && given.length !== 1) {
    const constraint = 'Exactly one member must be set';
    found.push({ path, kind: 'union', constraint, value: JSON.stringify(value) });
  }
  return found;
}

function checkText(shape: ShapeOf<'string'>, value: string, report: Report): Violation[] {
  const found = checkLength(shape, [...value].length, report);
  if (shape.enum !== undefined && !shape.enum.includes(value)) {
    const constraint = `Member must satisfy enum value set: [${shape.enum.join(', ')}]`;
    found.push(report('enum', constraint));
  }
  if (shape.pattern !== undefined && !anchored(shape.pattern).test(value)) {
    const constraint = `Member must satisfy regular expression pattern: ${shape.pattern}`;
    found.push(report('pattern', constraint));
  }
  return found;
}

function checkLength(bounds: Bounds, length: number, report: Report): Violation[] {
  if (bounds.min !== undefined && length < bounds.min) {
    const constraint = `Member must have length greater than or equal to ${bounds.min}`;
    return [report('min-length', constraint)];
  }
  if (bounds.max !== undefined && length > bounds.max) {
    const constraint = `Member must have length less than or equal to ${bounds.max}`;
    return [report('max-length', constraint)];
  }
  return [];
}

function checkValue(bounds: Bounds, value: number, report: Report): Violation[] {
  if (bounds.min !== undefined && value < bounds.min) {
    const constraint = `Member must have value greater than or equal to ${bounds.min}`;
    return [report('min-value', constraint)];
  }
  if (bounds.max !== undefined && value > bounds.max) {
    const constraint = `Member must have value less than or equal to ${bounds.max}`;
    return [report('max-value', constraint)];
  }
  return [];
}

const compiled = new Map<string, RegExp>();

function anchored(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  const source = `^(?:${pattern})$`;
  let regex: RegExp;
  try {
    regex = new RegExp(source, 'u');
  } catch {
    // Some patterns escape characters that Unicode mode refuses; none of those name a property.
    if (pattern.includes('\\p{')) regex = new RegExp(source.replaceAll('\\-', '\\x2d'), 'u');
    else regex = new RegExp(source);
  }
  compiled.set(pattern, regex);
  return regex;
}
