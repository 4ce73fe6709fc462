/** A state as `terraform state pull` writes it, in few words. */
export const instance = 'arn:aws:sso:::instance/ssoins-0123456789abcdef';
export const adminArn = 'arn:aws:sso:::permissionSet/ssoins-0123456789abcdef/ps-aaaaaaaaaaaaaaaa';
export const readArn = 'arn:aws:sso:::permissionSet/ssoins-0123456789abcdef/ps-bbbbbbbbbbbbbbbb';
export const groupId = '906716da5d-3f9a1c2b-7d40-4a5e-9b1c-2d3e4f5a6b7c';

type Attributes = Readonly<Record<string, unknown>>;
type Instances = readonly (readonly [key: string | number | null, attributes: Attributes])[];

export function resource(type: string, name: string, instances: Instances, more: Attributes = {}) {
  return {
    mode: 'managed',
    type,
    name,
    provider: 'provider["registry.terraform.io/hashicorp/aws"]',
    instances: instances.map(([key, attributes]) => ({
      ...(key !== null && { index_key: key }),
      schema_version: 0,
      attributes,
      sensitive_attributes: [],
      private: 'bnVsbA==',
    })),
    ...more,
  };
}

export function stateText(resources: readonly unknown[], more: Attributes = {}): string {
  return JSON.stringify(
    {
      version: 4,
      terraform_version: '1.9.5',
      serial: 42,
      lineage: '3f9a1c2b-7d40-4a5e-9b1c-2d3e4f5a6b7c',
      outputs: {},
      resources,
      check_results: null,
      ...more,
    },
    null,
    2,
  );
}

export function permissionSet(arn: string, name: string): Attributes {
  return {
    arn,
    created_date: '2024-03-01T09:00:00Z',
    description: '',
    id: `${arn},${instance}`,
    instance_arn: instance,
    name,
    relay_state: '',
    session_duration: 'PT8H',
    tags: null,
    tags_all: {},
    timeouts: null,
  };
}

export function assignment(arn: string, account: string, principal = groupId): Attributes {
  return {
    id: `${principal},GROUP,${account},AWS_ACCOUNT,${arn},${instance}`,
    instance_arn: instance,
    permission_set_arn: arn,
    principal_id: principal,
    principal_type: 'GROUP',
    target_id: account,
    target_type: 'AWS_ACCOUNT',
    timeouts: null,
  };
}

export function partOf(arn: string, more: Attributes): Attributes {
  return { id: `${arn},${instance}`, instance_arn: instance, permission_set_arn: arn, ...more };
}
