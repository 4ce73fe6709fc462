import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import type { RecordPlace, Settings } from '../mapping.ts';
import type { Tree } from '../read/tree.ts';
import type { review as reviewSchema } from '../schema/settings-schema.ts';
import { fieldsOf, type Fields, type KeysOf } from './fields.ts';

type ReviewFields = Fields<KeysOf<typeof reviewSchema>>;

export function readReview(
  tree: Tree | null,
  problems: Diagnostic[],
): Pick<Settings, 'people' | 'record'> {
  if (tree === null) return { people: 'names', record: { kind: 'comment' } };
  const fields = fieldsOf<typeof reviewSchema>(tree);
  const people = fields.text('people')?.value;
  return {
    people: people === 'counts' || people === 'off' ? people : 'names',
    record: readRecord(fields, problems),
  };
}

/** A file of GitHub's only place for workflows. An `@` would read as the beginning of a ref. */
const workflowFile = /^\.github\/workflows\/[^/@]+\.ya?ml$/;

function readRecord(fields: ReviewFields, problems: Diagnostic[]): RecordPlace {
  const workflow = fields.text('planWorkflow');
  if (workflow !== null && !workflowFile.test(workflow.value)) {
    problems.push(
      errorAt(
        workflow.at,
        'invalid-plan-workflow',
        `"${workflow.value.slice(0, 100)}" is no file of a workflow`,
        {
          why: 'a record is trusted if the run that left it is of this very file, so it is written as GitHub writes it',
          help: 'write it from the root of the repository, such as .github/workflows/access-plan.yml',
        },
      ),
    );
  }
  if (fields.text('record')?.value !== 'artifact') return { kind: 'comment' };
  // A value that is there and is no text has its own diagnostic.
  if (workflow === null && !fields.has('planWorkflow')) {
    problems.push(
      errorAt(
        fields.keyAt('record') ?? fields.at,
        'invalid-plan-workflow',
        'nothing says which workflow leaves the record',
        {
          why: 'anybody who may push a branch can run a workflow that leaves an artifact of any name',
          help: 'add "planWorkflow: .github/workflows/access-plan.yml" here, the file that plans on pull_request_target',
        },
      ),
    );
  }
  return { kind: 'artifact', planWorkflow: workflow?.value ?? '' };
}
