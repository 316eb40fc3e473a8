import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Some start the command line, a service or a browser; on two cores that takes its time.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    env: { UV_THREADPOOL_SIZE: '8', TZ: 'UTC' },
  },
});
