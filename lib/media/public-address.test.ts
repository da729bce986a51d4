import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allowedOrigin } from "./allowed-origin";
import { isPublicAddress } from "./public-address";

test.each([
  ["loopback", "127.0.0.1"],
  ["loopback", "127.255.255.254"],
  ["loopback", "::1"],
  ["private", "10.0.0.1"],
  ["private", "172.16.0.1"],
  ["private", "172.31.255.255"],
  ["private", "192.168.1.1"],
  ["link-local and metadata", "169.254.169.254"],
  ["link-local", "fe80::1"],
  ["carrier-grade NAT", "100.64.0.1"],
  ["unique-local", "fd00:ec2::254"],
  ["unique-local", "fc00::1"],
  ["site-local", "fec0::1"],
  ["unspecified", "0.0.0.0"],
  ["this network", "0.1.2.3"],
  ["unspecified", "::"],
  ["multicast", "224.0.0.1"],
  ["multicast", "ff02::1"],
  ["broadcast", "255.255.255.255"],
  ["reserved", "240.0.0.1"],
  ["benchmarks", "198.18.0.1"],
  ["documentation", "192.0.2.1"],
  ["documentation", "2001:db8::1"],
  ["IPv4-mapped loopback", "::ffff:127.0.0.1"],
  ["IPv4-mapped loopback in hexadecimal", "::ffff:7f00:1"],
  ["IPv4-compatible loopback", "::7f00:1"],
  ["NAT64 of loopback", "64:ff9b::7f00:1"],
  ["6to4 of loopback", "2002:7f00:1::"],
  ["Teredo", "2001::1"],
  ["no address at all", "localhost"],
  ["no address at all", ""],
])("%s is inside: %s", (_what, address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(["8.8.8.8", "157.240.1.35", "2a03:2880:f10c::1", "::ffff:8.8.8.8"])("%s is public", (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test("nothing of the private networks is public, in either writing", () => {
  const octet = fc.integer({ min: 0, max: 255 });
  const inside = fc.oneof(
    fc.tuple(fc.constantFrom(10, 127), octet, octet, octet),
    fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), octet, octet),
    fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
    fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
    fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), octet, octet),
  );
  fc.assert(
    fc.property(inside, (octets) => {
      const address = octets.join(".");
      return !isPublicAddress(address) && !isPublicAddress(`::ffff:${address}`);
    }),
  );
});

describe("the one origin inside that may be asked", () => {
  test.each([
    ["http://localhost:3100", "http://localhost:3100"],
    ["http://127.0.0.1:3100", "http://127.0.0.1:3100"],
    ["http://[::1]:3100", "http://[::1]:3100"],
    ["http://10.1.2.3:3100", "http://10.1.2.3:3100"],
    ["http://simulator:3100", "http://simulator:3100"],
    ["https://facebook.localhost", "https://facebook.localhost"],
  ])("a stand-in at %s", (FACEBOOK_GRAPH_URL, expected) => {
    expect(allowedOrigin({ FACEBOOK_GRAPH_URL })).toBe(expected);
  });

  test.each(["https://graph.facebook.com", "https://graph.example.com", "https://8.8.8.8"])(
    "none with %s",
    (FACEBOOK_GRAPH_URL) => {
      expect(allowedOrigin({ FACEBOOK_GRAPH_URL })).toBeNull();
    },
  );
});
