import type { NextConfig } from "next";
import { PHASE_DEVELOPMENT_SERVER } from "next/constants";

const shared: NextConfig = {
  trailingSlash: false,
  images: { unoptimized: true },
  poweredByHeader: false,
  reactStrictMode: true,
};

// In development the pages come from here and the API from a running server, SPECKIT_API. Addresses with ids need no shell then,
// so nothing is exported. Compression would hold back the events of a live stream.
function development(): NextConfig {
  const api = process.env.SPECKIT_API ?? "http://localhost:8080";
  return {
    ...shared,
    compress: false,
    rewrites: async () =>
      ["api", "dev"].map((top) => ({ source: `/${top}/:path*`, destination: `${api}/${top}/:path*` })),
  };
}

export default function config(phase: string): NextConfig {
  return phase === PHASE_DEVELOPMENT_SERVER ? development() : { ...shared, output: "export" };
}
