// How Step Functions writes the names of AWS's APIs: those of the SDK for Java 2. Source: spec/integrations.md §1.1 to 1.4.

/** `DBInstanceIdentifier` → `DbInstanceIdentifier`, `functionName` → `FunctionName`. */
export function memberName(apiName: string): string {
  const renamed = RENAMED[apiName];
  if (renamed !== undefined) return renamed;
  const capitals = /^[A-Z]+/.exec(apiName)?.[0] ?? '';
  if (capitals.length < 2) return capitalized(apiName);
  // The last capital begins a word where a small letter follows.
  const isWord = /[a-z]/.test(apiName.charAt(capitals.length));
  const lowered = isWord ? capitals.length - 1 : capitals.length;
  return capitalized(apiName.slice(0, lowered).toLowerCase() + apiName.slice(lowered));
}

/** Words that Java keeps for itself. `Nul` is unverified. */
const RENAMED: Readonly<Record<string, string>> = { equals: 'EqualsValue', NULL: 'Nul' };

/** `GetItem` → `getItem`, `DBStart` → `dbStart`. */
export function actionName(apiName: string): string {
  const capitals = /^[A-Z]+/.exec(apiName)?.[0] ?? '';
  const lowered = capitals.length > 1 && capitals.length < apiName.length ? capitals.length - 1 : capitals.length;
  return apiName.slice(0, lowered).toLowerCase() + apiName.slice(lowered);
}

/** What the error names of a service begin with: `DynamoDB` → `DynamoDb`, `CloudWatch Logs` → `CloudWatchLogs`. */
export function errorPrefix(serviceId: string): string {
  return pascalCase(serviceId)
    .replace(/^(?:Amazon|Aws)/, '')
    .replace(/Service$/, '');
}

/** `NoSuchBucket` → `NoSuchBucketException`; a `Fault` gives way, as in `Rds.InvalidDbClusterStateException`. */
export function errorName(apiName: string): string {
  const name = pascalCase(apiName.replace(/(?:Fault|Exception)$/, ''));
  return `${name}Exception`;
}

function pascalCase(name: string): string {
  return wordsOf(name)
    .map(word => capitalized(word.toLowerCase()))
    .join('');
}

// As the SDK for Java splits: between small and large letters, after acronyms, behind numbers.
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .replace(/([^A-Z]{2,})V(\d+)/g, '$1 V$2 ')
    .replace(/([a-z])(?=[A-Z][A-Za-z0-9])/g, '$1 ')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replace(/(\d)([a-zA-Z])/g, '$1 $2')
    .split(' ')
    .filter(word => word !== '');
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
