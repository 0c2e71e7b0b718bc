/// <reference types="vitest/config" />
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'
import vue from '@vitejs/plugin-vue'
import Components from 'unplugin-vue-components/vite'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'
import { VantResolver } from '@vant/auto-import-resolver'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// Vant's icon style embeds a font and names a foreign host; our pages load
// nothing from elsewhere and need five glyphs of it.
const ownVantGlyphs: Plugin = {
  name: 'anju-vant-glyphs',
  enforce: 'pre',
  resolveId(source, importer) {
    const own = source.includes('icon/index.css') && (source.includes('vant/') || importer?.includes('/vant/'))
    return own ? here('./src/owner/styles/vant-glyphs.css') : null
  },
}

// In development /desk and what lies under it is the second page.
const deskFallback: Plugin = {
  name: 'anju-desk-fallback',
  configureServer(server) {
    server.middlewares.use((req, _res, next) => {
      if (/^\/desk(\/[^.]*)?(\?.*)?$/.test(req.url ?? '')) req.url = '/desk.html'
      next()
    })
  },
}

export default defineConfig({
  plugins: [
    ownVantGlyphs,
    deskFallback,
    vue(),
    Components({
      dirs: [],
      resolvers: [VantResolver(), ElementPlusResolver()],
      dts: 'src/components.gen.d.ts',
    }),
  ],
  resolve: { alias: { '@': here('./src') } },
  define: { __VUE_I18N_LEGACY_API__: 'false', __INTLIFY_PROD_DEVTOOLS__: 'false' },
  build: {
    target: ['chrome87', 'safari14', 'firefox78'],
    assetsInlineLimit: 0,
    reportCompressedSize: true,
    chunkSizeWarningLimit: 600, // kB: ECharts alone is above 500, and is loaded when a chart is opened
    rollupOptions: { input: { owner: here('./index.html'), desk: here('./desk.html') } },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080', '/healthz': 'http://127.0.0.1:8080' } },
  // A test that hangs ends after testTimeout; how fast a busy machine is, is not what is tested.
  test: { environment: 'jsdom', testTimeout: 60_000, hookTimeout: 60_000, include: ['src/**/*.test.ts', 'test/**/*.test.ts'], restoreMocks: true },
})
