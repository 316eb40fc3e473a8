import { defineConfig } from 'vitest/config';

const report = process.env.VITEST_REPORT;

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Some start the command line, a service or a browser; on two cores that takes its time.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    ...(report && { reporters: ['default', 'json'], outputFile: { json: report } }),
    env: { UV_THREADPOOL_SIZE: '8', TZ: 'UTC' },
  },
});
