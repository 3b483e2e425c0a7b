// The catalogue of AWS's APIs that is committed is the one the package makes, small, and as rich as was promised.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { readService } from '../../language/catalogue/service.ts';
import { CATALOGUE } from '../support/catalogue.ts';

interface Models {
  readonly source: string;
  readonly services: ReadonlyMap<string, string>;
}

describe('the catalogue of APIs', () => {
  it('has at most 700 kB', () => {
    assert.ok(fs.statSync(CATALOGUE).size <= 700_000);
  });

  it('is what node tools/awsCatalogue.mjs makes', async () => {
    const tool = await import(pathToFileURL(path.resolve('tools/awsCatalogue.mjs')).href);
    const made: Models = tool.readModels();
    const kept: Models = tool.unpack(fs.readFileSync(CATALOGUE));
    assert.equal(kept.source, made.source);
    const stale = [...made.services].filter(([name, text]) => kept.services.get(name) !== text).map(([name]) => name);
    assert.deepEqual([stale, kept.services.size], [[], made.services.size]);
  });

  it('has more than 360 services and 15,000 actions, and each can be read', async () => {
    const tool = await import(pathToFileURL(path.resolve('tools/awsCatalogue.mjs')).href);
    const { services }: Models = tool.unpack(fs.readFileSync(CATALOGUE));
    const odd: string[] = [];
    let actions = 0;
    for (const [name, text] of services) {
      const service = readService(name, text);
      actions += service.actions.size;
      if (!/^[a-z0-9]+$/.test(name) || !/^[A-Z][A-Za-z0-9]+$/.test(service.prefix)) odd.push(name);
      for (const [action, { input, output }] of service.actions) {
        const members = [...input.members.keys(), ...output.members.keys()];
        if (!/^[a-z][A-Za-z0-9_]*$/.test(action)) odd.push(`${name}:${action}`);
        odd.push(
          ...members.filter(member => !/^[A-Z_][\w-]*$/.test(member)).map(member => `${name}:${action} ${member}`),
        );
      }
    }
    assert.deepEqual(odd, []);
    assert.ok(services.size > 360 && actions > 15_000, `${services.size} services, ${actions} actions`);
  });
});
