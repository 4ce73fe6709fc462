import { Ajv } from 'ajv';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type * as z from 'zod';
import type { Plan } from '../../src/core/plan/plan.ts';
import { planJsonSchema, planSchema } from '../../src/core/plan/plan-schema.ts';
import { planJson } from '../../src/report/plan-json.ts';
import * as entra from './entra-plans.ts';
import * as samples from './sample-plans.ts';

type Mutable<T> = T extends string | number | boolean | null | undefined
  ? T
  : { -readonly [Key in keyof T]: Mutable<T[Key]> };

const plans = { ...samples, ...entra };

describe('planSchema', () => {
  it('is the type, in both directions', () => {
    expectTypeOf<z.output<typeof planSchema>>().toEqualTypeOf<Mutable<Plan>>();
  });

  it.each(Object.entries(plans))('reads %s back as it was', (_name, plan) => {
    expect(planSchema.parse(JSON.parse(planJson(plan)))).toEqual(plan);
  });

  it.each(Object.entries(plans))('publishes a JSON Schema that %s meets', (_name, plan) => {
    const validate = new Ajv({ strict: false }).compile(planJsonSchema());
    validate(JSON.parse(planJson(plan)));
    expect(validate.errors).toBeNull();
  });

  it('refuses what is no plan', () => {
    expect(planSchema.safeParse({ ...plans.noChanges, digest: 'short' }).success).toBe(false);
    expect(planSchema.safeParse({ ...plans.noChanges, schema: 'v2' }).success).toBe(false);
  });
});

describe('planJson', () => {
  it('gives the same bytes whatever the order of keys', () => {
    const reversed = Object.fromEntries(
      Object.entries(plans.smallChange.counts).toReversed(),
    ) as unknown as Plan['counts'];
    expect(planJson({ ...plans.smallChange, counts: reversed })).toBe(planJson(plans.smallChange));
  });
});
