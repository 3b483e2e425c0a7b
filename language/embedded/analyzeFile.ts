// A definition in a file of its own, understood by the file's name: JSON, YAML, or a template of Terraform around either.
import { analyze } from '../analyze.ts';
import type { Definition, Format } from '../definition.ts';
import type { WorkflowType } from '../machine/machine.ts';
import { analyzeTerraformTemplate, readTerraformTemplate } from './terraformTemplate.ts';

/** `order.asl.json.tftpl`: what `templatefile` reads. */
const TEMPLATE = /\.(?:tftpl|tpl|tmpl)$/i;

export function formatOfFile(fileName: string): Format {
  return /\.ya?ml$/i.test(fileName.replace(TEMPLATE, '')) ? 'yaml' : 'json';
}

export interface AnalyzeFileOptions {
  readonly fileName: string;
  /** Where the name does not say it. */
  readonly format?: Format | undefined;
  readonly workflowType?: WorkflowType | undefined;
  /** A template of Terraform, whatever its name: some host reads it with `templatefile`. */
  readonly isTemplate?: boolean | undefined;
  /** Of the text before an edit: what has not changed is not read again. */
  readonly previous?: Definition | undefined;
}

export function analyzeFile(text: string, options: AnalyzeFileOptions): Definition {
  const { fileName, workflowType, previous, format = formatOfFile(fileName) } = options;
  if (options.isTemplate || TEMPLATE.test(fileName))
    return analyzeTerraformTemplate(readTerraformTemplate(text), { format, workflowType });
  return analyze(text, { format, ...(workflowType && { workflowType }), ...(previous && { previous }) });
}
