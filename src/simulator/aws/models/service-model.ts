import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { amendments } from './amendments.ts';
import type { ServiceName } from './served-operations.ts';

const bounds = { min: z.number().optional(), max: z.number().optional() };

const shape = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('structure'),
    required: z.array(z.string()).default([]),
    members: z.record(z.string(), z.string()),
    union: z.literal(true).optional(),
    document: z.literal(true).optional(),
    exception: z.literal(true).optional(),
    fault: z.literal(true).optional(),
  }),
  z.strictObject({ type: z.literal('list'), member: z.string(), ...bounds }),
  z.strictObject({ type: z.literal('map'), key: z.string(), value: z.string(), ...bounds }),
  z.strictObject({
    type: z.literal('string'),
    pattern: z.string().optional(),
    enum: z.array(z.string()).optional(),
    ...bounds,
  }),
  z.strictObject({ type: z.literal('integer'), ...bounds }),
  z.strictObject({ type: z.literal('boolean') }),
  z.strictObject({ type: z.literal('timestamp') }),
]);

const serviceModel = z.object({
  source: z.object({ package: z.string(), version: z.string(), sha256: z.string() }),
  /** Null for a REST service, which is asked by method and path. */
  targetPrefix: z.string().nullable().default(null),
  signingName: z.string(),
  operations: z.record(
    z.string(),
    z.object({
      input: z.string().optional(),
      output: z.string().optional(),
      http: z
        .object({ method: z.string(), path: z.string(), query: z.array(z.string()) })
        .optional(),
      errors: z.array(z.string()),
    }),
  ),
  errorStatuses: z.record(z.string(), z.number()).default({}),
  shapes: z.record(z.string(), shape),
});

export type Shape = z.infer<typeof shape>;
export type ServiceModel = z.infer<typeof serviceModel> & { readonly service: ServiceName };

function load(service: ServiceName): ServiceModel {
  const text = readFileSync(new URL(`${service}.json`, import.meta.url), 'utf8');
  const model = serviceModel.parse(JSON.parse(text));
  for (const amendment of amendments.filter((one) => one.service === service)) {
    for (const [name, amended] of Object.entries(amendment.shapes)) {
      model.shapes[name] = shape.parse(amended);
    }
  }
  return { ...model, service };
}

export const serviceModels: Readonly<Record<ServiceName, ServiceModel>> = {
  'sso-admin': load('sso-admin'),
  identitystore: load('identitystore'),
  organizations: load('organizations'),
  cloudtrail: load('cloudtrail'),
  accessanalyzer: load('accessanalyzer'),
};
