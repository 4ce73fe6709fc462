import * as z from 'zod';

export const jobAnswer = z.object({
  id: z.string().min(1),
  status: z
    .object({ code: z.string().nullish() })
    .nullish()
    .transform((status) => status?.code ?? null),
  schedule: z
    .object({ state: z.string().nullish() })
    .nullish()
    .transform((schedule) => schedule?.state ?? null),
});

export type SynchronizationJob = z.output<typeof jobAnswer>;

const attributeMapping = z.object({
  targetAttributeName: z.string().nullish(),
  matchingPriority: z.number().nullish(),
  source: z
    .object({ name: z.string().nullish(), expression: z.string().nullish() })
    .nullish()
    .transform((source) => source ?? { name: null, expression: null }),
});

const objectMapping = z.object({
  enabled: z.boolean().nullish(),
  sourceObjectName: z.string().nullish(),
  attributeMappings: z
    .array(attributeMapping)
    .nullish()
    .transform((list) => list ?? []),
});

const synchronizationRule = z.object({
  id: z.string().min(1),
  objectMappings: z
    .array(objectMapping)
    .nullish()
    .transform((list) => list ?? []),
});

export const schemaAnswer = z.object({
  synchronizationRules: z
    .array(synchronizationRule)
    .nullish()
    .transform((list) => list ?? []),
});

export type SynchronizationSchema = z.output<typeof schemaAnswer>;

/** Values that are secret come as `*`. */
export const secretsAnswer = z.object({
  value: z
    .array(z.object({ key: z.string().nullish(), value: z.string().nullish() }))
    .nullish()
    .transform((list) => list ?? []),
});

export const provisionAnswer = z.object({ key: z.string().nullish(), value: z.string().nullish() });
