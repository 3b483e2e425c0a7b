// The state machines of a host file: CloudFormation and SAM templates, Serverless Framework and Terraform files. A file that
// holds none is refused by a look at its text, before anything is parsed. Never throws.
import type { Format } from '../definition.ts';
import { parseJson } from '../text/parseJson.ts';
import { parseYaml } from '../text/parseYaml.ts';
import { memberNamed, type Node } from '../text/tree.ts';
import { CLOUDFORMATION_TYPES, cloudFormationMachines } from './cloudFormation.ts';
import type { Embedded } from './embedded.ts';
import { serverlessMachines } from './serverless.ts';
import { terraformMachines } from './terraform.ts';

/** Whether a text may hold state machines: words that every host of one has in it. */
export function mayHoldDefinitions(text: string): boolean {
  return (
    CLOUDFORMATION_TYPES.some(type => text.includes(type)) || text.includes('stateMachines') || mayBeTerraform(text)
  );
}

function mayBeTerraform(text: string): boolean {
  return /(?:aws_sfn|awscc_stepfunctions)_state_machine|^[ \t]*definition(?:_string)?[ \t]*=|^locals[ \t]*\{/m.test(
    text,
  );
}

/** `fileName` says the language: `.tf` and `.tofu` are Terraform, `.json` JSON, all else YAML, in which JSON is YAML too. */
export function findDefinitions(text: string, fileName: string): readonly Embedded[] {
  if (/\.(?:tf|tofu)$/i.test(fileName)) return mayBeTerraform(text) ? terraformMachines(text) : [];
  if (!text.includes('::StateMachine') && !text.includes('stateMachines')) return [];
  const format = formatOfHost(text, fileName);
  const { root, problems } = format === 'json' ? parseJson(text) : parseYaml(text);
  if (root?.kind !== 'object') return [];
  const file = { text, format, problems };
  const machines = memberNamed(root, 'Resources')
    ? cloudFormationMachines(file, root, { pointer: '', hasOtherNames: false })
    : serverlessMachines(file, root);
  trees.set(machines, root);
  return machines;
}

/** What the machines of a host were read from: whoever asks a host about them need not read it again. */
const trees = new WeakMap<readonly Embedded[], Node>();

/** The tree that these machines were found in; none in a Terraform file. */
export function treeOf(machines: readonly Embedded[], text: string, fileName: string): Node | undefined {
  return trees.get(machines) ?? hostTree(text, fileName);
}

/** The tree of a template; none of a Terraform file, which is another language. */
export function hostTree(text: string, fileName: string): Node | undefined {
  if (/\.(?:tf|tofu)$/i.test(fileName)) return undefined;
  return (formatOfHost(text, fileName) === 'json' ? parseJson(text) : parseYaml(text)).root;
}

function formatOfHost(text: string, fileName: string): Format {
  return /\.ya?ml$/i.test(fileName) || !/^\uFEFF?\s*[{[]/.test(text) ? 'yaml' : 'json';
}
