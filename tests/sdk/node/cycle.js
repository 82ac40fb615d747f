// The whole cycle through the official client for Node.js; a line for each step, the first failure ends it.
const assert = require("node:assert/strict");
const { connect, call, ended } = require("./quickstart");

const { SMARTTAG_ENDPOINT: endpoint, ALIBABA_CLOUD_ACCESS_KEY_ID: id, ALIBABA_CLOUD_ACCESS_KEY_SECRET: secret,
  READER_KEY_ID: readerId, READER_KEY_SECRET: readerSecret, MEDIA_URL: media,
  SLOW_ENDPOINT: slowEndpoint, SLOW_KEY_ID: slowId, SLOW_KEY_SECRET: slowSecret } = process.env;
const client = connect(endpoint, id, secret);

async function step(name, work) {
  const result = await work();
  console.log(`  ok  ${name}`);
  return result;
}

function refused(code, work) {
  return step(`refused: ${code}`, async () => {
    const error = await work().then((answer) => assert.fail(`answered ${JSON.stringify(answer)}`), (thrown) => thrown);
    assert.equal(error.code, code, error);
    assert.match(error.data.RequestId, /^[0-9A-F-]{36}$/);
  });
}

async function cycle() {
  const LibId = await step("a face library with a sample", async () => {
    const face = { Algorithm: "face" };
    const lib = await call(client, "CreateRecognitionLib", { ...face, LibName: "Presidents" });
    const person = { ...face, LibId: lib.LibId };
    const { EntityId } = await call(client, "CreateRecognitionEntity", { ...person, EntityName: "Barack Obama" });
    const sample = { ...person, EntityId, ImageUrl: `${media}/photos/obama.jpg` };
    assert.ok((await call(client, "CreateRecognitionSample", sample)).SampleId);
    return lib.LibId;
  });
  const template = await step("a template", async () => (await call(client, "CreateCustomTemplate", {
    Name: "persons", Type: 11, TemplateConfig: JSON.stringify({ AnalyseTypes: "face", FaceCategoryIds: LibId }),
  })).CustomTemplate);
  const pipeline = await step("a pipeline", async () =>
    (await call(client, "CreatePipeline", { Name: "quick", Speed: "Standard", Priority: 8 })).Pipeline);
  const JobId = await step("submit", async () => (await call(client, "SubmitSmarttagJob", {
    Title: "Two presidents", UserData: "mine", TemplateId: template.TemplateId,
    Input: JSON.stringify({ Type: "URL", Media: `${media}/photos/obama_and_biden.jpg` }),
    ScheduleConfig: JSON.stringify({ PipelineId: pipeline.PipelineId, Priority: "9" }),
  })).JobId);
  const job = await step("poll to the end", () => ended(client, JobId));
  await step("results: the person by name, the library as category", async () => {
    assert.equal(job.JobStatus, "Success");
    assert.equal(job.UserData, "mine");
    const label = job.Results.Result.find((result) => result.Type === "ImageLabel");
    const { persons } = JSON.parse(label.Data);
    const named = persons.filter((person) => person.category === LibId).map((person) => person.name);
    assert.deepEqual(named, ["Barack Obama"]);
    assert.deepEqual(persons.filter((person) => person.category !== LibId).map((p) => p.category), ["unknown", "unknown"]);  // a girl at the edge too
  });
  await step("list", async () => {
    const listed = (await call(client, "ListSmartJobs", { MaxResults: 10 })).SmartJobList;
    assert.equal(listed.find((entry) => entry.JobId === JobId).Title, "Two presidents");
  });
  await step("the older signature (HMAC-SHA1)", async () => {
    const old = connect(endpoint, id, secret, { signatureAlgorithm: "v2" });
    assert.equal((await call(old, "QuerySmarttagJob", { JobId })).JobStatus, "Success");
  });
  await step("delete", async () => {
    await call(client, "DeleteSmartJob", { JobId });
    await call(client, "DeleteCustomTemplate", { TemplateId: template.TemplateId });
    await call(client, "DeletePipeline", { PipelineId: pipeline.PipelineId });
    await call(client, "DeleteRecognitionLib", { Algorithm: "face", LibId });
  });
  await errors(JobId);
}

async function errors(gone) {
  const reader = connect(endpoint, readerId, readerSecret);
  await refused("ResourceNotFound", () => call(client, "QuerySmarttagJob", { JobId: gone }));
  await refused("MissingJobId", () => call(client, "QuerySmarttagJob", {}));
  await refused("InvalidParameter", () => call(client, "CreateCustomTemplate",
    { Name: "wrong", Type: 11, TemplateConfig: "{" }));
  await refused("Forbidden.RAM", () => call(reader, "CreatePipeline", { Name: "no", Speed: "Standard" }));
  await refused("InvalidAccessKeyId.NotFound", () => call(connect(endpoint, "nobody", secret), "ListPipelines", {}));
  await refused("SignatureDoesNotMatch", () => call(connect(endpoint, id, "wrong"), "ListPipelines", {}));
  const slow = connect(slowEndpoint, slowId, slowSecret);
  const many = async () => {
    for (let calls = 0; calls < 20; ++calls) await call(slow, "ListPipelines", {});
  };
  await refused("Throttling.User", many);
}

cycle().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
