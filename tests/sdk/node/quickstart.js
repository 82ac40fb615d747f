// node quickstart.js URL: submits a file, waits, prints its results.
const { default: Client, Config, OpenApiRequest, Params } = require("@alicloud/openapi-client");
const { default: Query } = require("@alicloud/openapi-util");
const { RuntimeOptions } = require("@alicloud/tea-util");

function connect(endpoint, accessKeyId, accessKeySecret, more = {}) {
  return new Client(new Config({ endpoint, accessKeyId, accessKeySecret, protocol: "http", readTimeout: 60000, ...more }));
}

async function call(client, action, parameters) {
  const params = new Params({
    action, version: "2020-11-09", protocol: "HTTP", method: "POST", pathname: "/", authType: "AK", style: "RPC",
    reqBodyType: "formData", bodyType: "json",
  });
  const request = new OpenApiRequest({ query: Query.query(parameters) });
  return (await client.callApi(params, request, new RuntimeOptions({}))).body;
}

async function ended(client, JobId) {
  for (;;) {
    const job = await call(client, "QuerySmarttagJob", { JobId });
    if (job.JobStatus === "Success" || job.JobStatus === "Fail") return job;
    await new Promise((wake) => setTimeout(wake, 500));
  }
}

async function main(url) {
  const client = connect(process.env.SMARTTAG_ENDPOINT, process.env.ALIBABA_CLOUD_ACCESS_KEY_ID,
    process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET);
  const { JobId } = await call(client, "SubmitSmarttagJob", {
    Input: JSON.stringify({ Type: "URL", Media: url }),
    Params: JSON.stringify({ needAsrData: true, needOcrData: true }),
  });
  const job = await ended(client, JobId);
  console.log(job.JobStatus);
  for (const result of job.Results.Result) console.log(result.Type, JSON.parse(result.Data));
}

module.exports = { connect, call, ended };
if (require.main === module) main(process.argv[2]);
