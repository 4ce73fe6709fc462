import * as z from 'zod';
import type {
  AttributeMapping,
  ProvisioningJob,
  ProvisioningSchema,
  ProvisioningSettings,
} from '../../../core/doctor/provisioning-facts.ts';
import { parseDuration } from '../../../core/model/parse-duration.ts';
import { type SynchronizationSchema, schemaAnswer } from '../answers/synchronization-answers.ts';
import { groupJoinOf } from '../read/group-mapping.ts';
import { cleanText } from '../request/clean-text.ts';

const optional = z
  .string()
  .nullish()
  .transform((text) => text ?? null);

/** Graph's year one stands for never. */
const instant = optional.transform((text) => (text?.startsWith('0001-') === true ? null : text));

const problem = z
  .object({ code: optional, message: optional })
  .nullish()
  .transform((error) => {
    const said = [error?.code, error?.message].filter((text) => typeof text === 'string');
    return said.length === 0 ? null : cleanText(said.join(': '));
  });

const quarantine = z
  .object({ reason: optional, seriesBegan: instant, currentBegan: instant, error: problem })
  .transform((found) => ({
    reason: found.reason ?? 'Unknown',
    since: found.seriesBegan ?? found.currentBegan,
    error: found.error,
  }));

const execution = z
  .object({ state: optional, timeEnded: instant, error: problem })
  .transform(({ state, timeEnded, error }) =>
    timeEnded === null ? null : { state: state ?? 'Unknown', endedAt: timeEnded, error },
  );

export const federationJobAnswer = z
  .object({
    id: z.string().min(1),
    schedule: z.object({ state: optional, interval: optional }).nullish(),
    status: z
      .object({
        code: optional,
        lastExecution: execution.nullish(),
        quarantine: quarantine.nullish(),
      })
      .nullish(),
  })
  .transform(({ id, schedule, status }): ProvisioningJob => ({
    id,
    schedule: schedule?.state ?? 'Unknown',
    interval: parseDuration(schedule?.interval ?? ''),
    status: status?.code ?? 'Unknown',
    lastCycle: status?.lastExecution ?? null,
    quarantine: status?.quarantine ?? null,
  }));

export const federationSchemaAnswer = schemaAnswer.transform((schema): ProvisioningSchema => {
  const objects = schema.synchronizationRules
    .flatMap(({ objectMappings }) => objectMappings)
    .filter(({ enabled }) => enabled !== false);
  const of = (name: string): readonly AttributeMapping[] =>
    objects
      .filter(({ sourceObjectName }) => sourceObjectName?.toLowerCase() === name)
      .flatMap(({ attributeMappings }) => attributeMappings.map(mappingOf));
  return {
    users: of('user'),
    groups: of('group'),
    groupJoin: groupJoinOf(schema),
  };
});

type Mapping =
  SynchronizationSchema['synchronizationRules'][number]['objectMappings'][number]['attributeMappings'][number];

function mappingOf({ targetAttributeName, matchingPriority, source }: Mapping): AttributeMapping {
  const { name = null, expression } = source;
  return {
    target: targetAttributeName ?? '',
    source: expression ?? (name === null ? '' : `[${name}]`),
    isMatch: (matchingPriority ?? 0) > 0,
  };
}

const notification = z.object({
  Enabled: z.boolean().nullish(),
  Recipients: z.string().nullish(),
});

export const provisioningSettingsAnswer = z
  .object({ value: z.array(z.object({ key: optional, value: optional })) })
  .transform(({ value }): ProvisioningSettings => {
    const of = (name: string): string | null =>
      value.find(({ key }) => key === name)?.value ?? null;
    const everybody = of('SyncAll');
    return {
      everybody: everybody === null ? null : everybody.toLowerCase() === 'true',
      notified: notifiedBy(of('SyncNotificationSettings')),
    };
  });

function notifiedBy(text: string | null): readonly string[] {
  if (text === null) return [];
  try {
    const read = notification.safeParse(JSON.parse(text));
    if (!read.success || read.data.Enabled === false) return [];
    return (read.data.Recipients ?? '').split(/[;,\s]+/).filter((one) => one !== '');
  } catch {
    return [];
  }
}

export const provisioningRecordAnswer = z.object({
  provisioningStatusInfo: z
    .object({
      status: optional,
      errorInformation: z.object({ errorCode: optional, reason: optional }).nullish(),
    })
    .nullish(),
});
