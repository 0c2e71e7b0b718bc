import { defineConfig } from '@playwright/test'

// The journeys drive a program that runs already: scripts/e2e builds it, starts
// it with the demo estate and tells where it listens. The bounds are generous:
// how fast a busy machine is, is not what is tested.
const chromium = process.env.CHROMIUM
export default defineConfig({
  testDir: './journeys',
  outputDir: './test-results',
  fullyParallel: true,
  workers: 2,
  forbidOnly: !!process.env.CI,
  reporter: [['list']],
  timeout: 300_000,
  expect: { timeout: 45_000 },
  use: {
    baseURL: process.env.ANJU_URL ?? 'http://127.0.0.1:8080',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    actionTimeout: 45_000,
    navigationTimeout: 60_000,
    screenshot: 'only-on-failure',
    trace: process.env.ANJU_TRACE ? 'retain-on-failure' : 'off',
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    },
  },
})
