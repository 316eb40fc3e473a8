import { describe, expect, it } from 'vitest';
import { AskerError } from '../../../src/core/errors.ts';
import {
  requestBackup,
  requestErasing,
  serveCommandLine,
} from '../../../src/surfaces/cli/service-link.ts';
import { useTempFolders } from '../../store/temp-folder.ts';

const folder = useTempFolders();

/** A service that keeps `ann@example.com`, and nobody else. */
function serve(staging: string, backUp: (target: string) => Promise<void> = async () => {}) {
  const erase = async (email: string) => {
    if (email !== 'ann@example.com') throw new AskerError(`${email} belongs to Nova, an agent.`);
    return { removed: { tickets: 2 }, blanked: {} };
  };
  return serveCommandLine(staging, {
    backUp,
    erasing: { rehearse: erase, erase: async (email) => ({ ...(await erase(email)), turns: 1 }) },
  });
}

describe('asking a running service to erase somebody', () => {
  it('says what that would remove, removes it, and passes on why not', async () => {
    const staging = folder();
    await using _service = await serve(staging);
    const planned = await requestErasing(staging, 'ann@example.com', true);
    expect(planned).toEqual({ removed: { tickets: 2 }, blanked: {} });
    const done = await requestErasing(staging, 'ann@example.com', false);
    expect(done).toEqual({ removed: { tickets: 2 }, blanked: {}, turns: 1 });
    await expect(requestErasing(staging, 'nova@example.com', true)).rejects.toThrow(/Nova/);
    expect(await requestErasing(folder(), 'ann@example.com', true)).toBeNull();
  });
});

describe('asking a running service for a backup', () => {
  it('has it written where it was asked for', async () => {
    const staging = folder();
    const written: string[] = [];
    await using _service = await serve(staging, async (target) => {
      written.push(target);
    });
    expect(await requestBackup(staging, '/backups/monday.duckdb')).toBe(true);
    expect(written).toEqual(['/backups/monday.duckdb']);
  });

  it('passes on why it could not be written', async () => {
    const staging = folder();
    await using _service = await serve(staging, async () => {
      throw new AskerError('The disk is full.');
    });
    await expect(requestBackup(staging, '/x')).rejects.toThrow('The disk is full.');
  });

  it('keeps what a bug says to the service’s log', async () => {
    const staging = folder();
    await using _service = await serve(staging, async () => {
      throw new TypeError('undefined is not a function');
    });
    await expect(requestBackup(staging, '/x')).rejects.toThrow('its log says why');
  });

  it('tells when no service is there', async () => {
    expect(await requestBackup(folder(), '/x')).toBe(false);
  });
});
