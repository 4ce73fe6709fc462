import * as z from 'zod';
import { record, text } from './shape.ts';
import { allowEmpty, selectors, selectorsFor } from './selectors.ts';

export const accountSetWithOptions = record('a map with accounts and allowEmpty', {
  accounts: selectorsFor('The accounts of this set.'),
  allowEmpty: allowEmpty.optional(),
});

export const accountSet = z
  .union([selectors, accountSetWithOptions], {
    error: 'an account selector, a list of them, or a map with accounts and allowEmpty',
  })
  .meta({ description: 'The accounts of this set, named elsewhere as set:<name>.' });

export const accountSets = z
  .record(text('the name of an account set'), accountSet, {
    error: 'a map of names to account selectors',
  })
  .meta({
    description: 'Names for groups of accounts. Rules name them as set:<name>.',
    examples: [{ prod: ['ou:/Workloads/Prod', 'name:shared-*-prod'] }],
  });
