/** What an AWS managed policy lets do, for a reviewer who does not know it by name. */
export interface ManagedPolicy {
  readonly does: string;
  /** Whether it amounts to ruling over the account, or over everybody's access. */
  readonly administrator: boolean;
}

const administrators: Readonly<Record<string, string>> = {
  AdministratorAccess: 'everything, on every resource',
  IAMFullAccess: 'everything in IAM, and with it any permission there is',
  AWSOrganizationsFullAccess: 'everything in Organizations: accounts, units and their policies',
  AWSSSOMasterAccountAdministrator:
    "everything in IAM Identity Center from the management account, and so anybody's access to any account",
  AWSSSOMemberAccountAdministrator:
    "everything in IAM Identity Center from a delegated account, and so anybody's access",
  AWSSSODirectoryAdministrator:
    'changes users and groups of the identity store, and so who is in any group',
};

const others: Readonly<Record<string, string>> = {
  PowerUserAccess: 'everything but IAM, Organizations and account settings',
  ReadOnlyAccess: 'reads everything, the data in it included, and changes nothing',
  ViewOnlyAccess: 'lists resources and their settings, without the data in them',
  SecurityAudit: 'reads the settings that matter for security, not the data',
  SupportUser: 'reads most settings, and opens and manages support cases',
  AWSSupportAccess: 'opens and manages support cases',
  Billing: 'reads and changes billing, budgets and payment methods',
  AWSBillingReadOnlyAccess: 'reads bills and costs',
  SystemAdministrator: 'operates servers, databases, networks and monitoring of an application',
  NetworkAdministrator: 'sets up and changes networks, DNS and connections',
  DatabaseAdministrator: 'sets up and changes databases and their data',
  DataScientist: 'runs analyses and training, with the data behind them',
  IAMReadOnlyAccess: 'reads users, roles and policies of IAM',
  IAMUserChangePassword: 'lets IAM users change their own password',
  AWSOrganizationsReadOnlyAccess: 'reads accounts, units and policies of the organization',
  AWSSSOReadOnly: 'reads IAM Identity Center: permission sets, assignments and people',
  AmazonS3FullAccess: 'everything in S3: buckets, their data and who may reach it',
  AmazonS3ReadOnlyAccess: 'reads every bucket, with the data in it',
  AmazonEC2FullAccess: 'everything in EC2: servers, disks, images and networks',
  AmazonEC2ReadOnlyAccess: 'reads settings of servers, disks and networks',
  AmazonVPCFullAccess: 'everything in VPC: networks, routes and firewalls',
  AmazonVPCReadOnlyAccess: 'reads settings of networks',
  AmazonRDSFullAccess: 'everything in RDS: databases, their settings and backups',
  AmazonRDSReadOnlyAccess: 'reads settings of databases in RDS',
  AmazonDynamoDBFullAccess: 'everything in DynamoDB: tables and their data',
  AmazonDynamoDBReadOnlyAccess: 'reads tables of DynamoDB, with their data',
  AWSLambda_FullAccess: 'everything in Lambda: functions, their code and settings',
  AWSLambda_ReadOnlyAccess: 'reads functions of Lambda, with their code',
  AmazonRoute53FullAccess: 'everything in Route 53: domains and DNS records',
  AmazonSQSFullAccess: 'everything in SQS: queues and their messages',
  AmazonSNSFullAccess: 'everything in SNS: topics, subscriptions and messages',
  SecretsManagerReadWrite: 'reads and changes every secret in Secrets Manager',
  AWSKeyManagementServicePowerUser: 'creates and lists keys of KMS; does not administer them',
  AmazonSSMFullAccess: 'everything in Systems Manager, commands on servers included',
  AmazonSSMReadOnlyAccess: 'reads Systems Manager, its parameters included',
  AWSCloudFormationFullAccess: 'creates and changes stacks of CloudFormation',
  AWSCloudFormationReadOnlyAccess: 'reads stacks of CloudFormation',
  CloudWatchFullAccess: 'everything in CloudWatch: metrics, alarms and logs',
  CloudWatchReadOnlyAccess: 'reads metrics, alarms and logs',
  CloudWatchLogsFullAccess: 'everything in CloudWatch Logs, deleting logs included',
  CloudWatchLogsReadOnlyAccess: 'reads logs',
  AWSCloudTrail_FullAccess: 'everything in CloudTrail, turning trails off included',
  AWSCloudTrail_ReadOnlyAccess: 'reads trails and the events in them',
  AmazonECS_FullAccess: 'everything in ECS: clusters, services and tasks',
  AmazonAthenaFullAccess: 'runs queries in Athena, with the data behind them',
  AmazonBedrockFullAccess: 'everything in Bedrock: models, agents and their data',
  AmazonSageMakerFullAccess: 'everything in SageMaker: notebooks, training and models',
  AWSSecurityHubFullAccess: 'everything in Security Hub, turning it off included',
};

const known: ReadonlyMap<string, ManagedPolicy> = new Map(
  [others, administrators].flatMap((policies) =>
    Object.entries(policies).map(([name, does]): [string, ManagedPolicy] => [
      name,
      { does, administrator: policies === administrators },
    ]),
  ),
);

// Job functions, older policies and those of services stand under paths of their own.
const ofAws = /^arn:aws[a-z-]*:iam::aws:policy\/(?:[\w+=,.@-]+\/)*([\w+=,.@-]+)$/;

/** What is known of an AWS managed policy by its ARN; null for every other one. */
export function managedPolicy(arn: string): ManagedPolicy | null {
  const name = ofAws.exec(arn)?.[1];
  return name === undefined ? null : (known.get(name) ?? null);
}

/** Whether AWS calls a managed policy of its own one that changes nothing. */
export function isReadOnlyPolicy(arn: string): boolean {
  return /(?:ReadOnly(?:Access)?|^ViewOnlyAccess|^SecurityAudit)$/.test(ofAws.exec(arn)?.[1] ?? '');
}

/** Whether a managed policy of AWS's is there to deny, so that more is allowed without it. */
export function isDenyingPolicy(arn: string): boolean {
  return /^(?:AWSDenyAll|AWSCompromisedKeyQuarantine)/.test(ofAws.exec(arn)?.[1] ?? '');
}
