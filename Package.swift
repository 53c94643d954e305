// swift-tools-version: 6.2
import PackageDescription

// `scripts/test` sets CASEWORK_STRICT: a warning then fails the build. Whoever builds with a newer
// compiler, which may know new warnings, is not stopped by them.
let strict = Context.environment["CASEWORK_STRICT"] == "1"
let settings: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + (strict ? [.treatAllWarnings(as: .error)] : [])

// Fixed addresses save each start of the released program ninety thousand relocations
// (docs/decisions). Said of the program alone, so that other packages can use the libraries.
let quickStart: [LinkerSetting] = [
  .unsafeFlags(
    ["-Xclang-linker", "-no-pie"], .when(platforms: [.linux], configuration: .release))
]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

let package = Package(
  name: "casework",
  products: [
    .executable(name: "casework", targets: ["casework"]),
    .library(name: "CEL", targets: ["CEL"]),
    .library(name: "Postgres", targets: ["Postgres"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  // The arrows: a target may import what stands in its list and nothing else (ArchitectureTests).
  targets: [
    .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    // Its header alone: zlib and libxml2 are loaded when an event log is read.
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),

    library("CEL"),
    library("Workflows", ["CEL", yams]),
    library("Engine", ["CEL", "Workflows"]),
    library("History", [crypto]),
    library("EventLogs", ["CEL", "CZlib", "Engine", "Workflows"]),
    library("Postgres", ["CLibPQ"]),
    library("LocalCluster", ["Postgres"]),
    .executableTarget(name: "embed-texts", swiftSettings: settings),
    .plugin(name: "EmbedTexts", capability: .buildTool(), dependencies: ["embed-texts"]),
    .target(
      name: "SQLFiles", path: "sql", exclude: ["bench"], swiftSettings: settings,
      plugins: ["EmbedTexts"]),
    .target(
      name: "StandardWorkflows", path: "workflows", exclude: ["examples"], swiftSettings: settings,
      plugins: ["EmbedTexts"]),
    library(
      "Casebook",
      [
        "CEL", "Engine", "EventLogs", "History", "Postgres", "SQLFiles", "StandardWorkflows",
        "Workflows",
      ]),
    library(
      "CaseworkCLI",
      [
        "CEL", "Casebook", "Engine", "EventLogs", "History", "LocalCluster", "Postgres",
        "Workflows", argumentParser,
      ]),
    .executableTarget(
      name: "casework", dependencies: ["CaseworkCLI"], swiftSettings: settings,
      linkerSettings: quickStart),

    tests("ArchitectureTests", []),
    .testTarget(
      name: "CELTests", dependencies: ["CEL", "LocalCluster", "Postgres", "SQLFiles"],
      exclude: ["conformance.json"], swiftSettings: settings),
    .testTarget(
      name: "WorkflowsTests", dependencies: ["CEL", "StandardWorkflows", "Workflows"],
      exclude: ["Fixtures", "Snapshots"], swiftSettings: settings),
    .testTarget(
      name: "ExportTests", dependencies: ["CEL", "Engine", "Workflows"],
      exclude: ["soundness.py"], swiftSettings: settings),
    tests("EngineTests", ["CEL", "Engine", "StandardWorkflows", "Workflows"]),
    .testTarget(
      name: "HistoryTests", dependencies: ["History"], exclude: ["Vectors"],
      swiftSettings: settings),
    tests("EventLogsTests", ["CEL", "Engine", "EventLogs", "Workflows"]),
    tests("PostgresTests", ["LocalCluster", "Postgres"]),
    tests("LocalClusterTests", ["LocalCluster", "Postgres"]),
    tests("DatabaseTests", ["LocalCluster", "Postgres", "SQLFiles"]),
    tests(
      "CasebookTests",
      [
        "CEL", "Casebook", "Engine", "EventLogs", "History", "LocalCluster", "Postgres",
        "Workflows",
      ]),
    .testTarget(
      name: "CaseworkCLITests",
      dependencies: ["CaseworkCLI", "History", "LocalCluster", "Postgres", "casework"],
      exclude: ["Procedures", "Snapshots", "Transcripts"], swiftSettings: settings),
    tests("DocumentationTests", ["casework"]),
  ],
  swiftLanguageModes: [.v6]
)
