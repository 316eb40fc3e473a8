import { describe, expect, it } from 'vitest';
import { AskerError } from '../../../src/core/errors.ts';
import { requestBackup, serveBackups } from '../../../src/surfaces/cli/backup-link.ts';
import { useTempFolders } from '../../store/temp-folder.ts';

const folder = useTempFolders();

describe('asking a running service for a backup', () => {
  it('has it written where it was asked for', async () => {
    const staging = folder();
    const written: string[] = [];
    await using _service = await serveBackups(staging, async (target) => {
      written.push(target);
    });
    expect(await requestBackup(staging, '/backups/monday.duckdb')).toBe(true);
    expect(written).toEqual(['/backups/monday.duckdb']);
  });

  it('passes on why it could not be written', async () => {
    const staging = folder();
    await using _service = await serveBackups(staging, async () => {
      throw new AskerError('The disk is full.');
    });
    await expect(requestBackup(staging, '/x')).rejects.toThrow('The disk is full.');
  });

  it('keeps what a bug says to the service’s log', async () => {
    const staging = folder();
    await using _service = await serveBackups(staging, async () => {
      throw new TypeError('undefined is not a function');
    });
    await expect(requestBackup(staging, '/x')).rejects.toThrow('its log says why');
  });

  it('tells when no service is there', async () => {
    expect(await requestBackup(folder(), '/x')).toBe(false);
  });
});
