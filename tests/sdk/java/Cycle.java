// The whole cycle through the official client for Java; a line for each step, the first failure ends it.
import com.aliyun.ice20201109.Client;
import com.aliyun.ice20201109.models.CreateCustomTemplateRequest;
import com.aliyun.ice20201109.models.CreatePipelineRequest;
import com.aliyun.ice20201109.models.DeleteCustomTemplateRequest;
import com.aliyun.ice20201109.models.DeletePipelineRequest;
import com.aliyun.ice20201109.models.DeleteSmartJobRequest;
import com.aliyun.ice20201109.models.ListPipelinesRequest;
import com.aliyun.ice20201109.models.ListSmartJobsRequest;
import com.aliyun.ice20201109.models.QuerySmarttagJobRequest;
import com.aliyun.ice20201109.models.QuerySmarttagJobResponseBody;
import com.aliyun.ice20201109.models.SubmitSmarttagJobRequest;
import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.models.OpenApiRequest;
import com.aliyun.teaopenapi.models.Params;
import com.aliyun.teautil.Common;
import com.aliyun.teautil.models.RuntimeOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

public class Cycle {
    interface Call {
        void run() throws Exception;
    }

    static void ok(String step, boolean condition, Object shown) {
        if (!condition) {
            throw new IllegalStateException(step + ": " + shown);
        }
        System.out.println("  ok  " + step);
    }

    static void refused(String code, Call call) throws Exception {
        try {
            call.run();
        } catch (TeaException refusal) {
            ok("refused: " + code, code.equals(refusal.getCode()), refusal.getCode() + " " + refusal.getMessage());
            if (!refusal.getData().get("RequestId").toString().matches("[0-9A-F-]{36}")) {
                throw new IllegalStateException("no request id: " + refusal.getData());
            }
            return;
        }
        throw new IllegalStateException("not refused: " + code);
    }

    // An operation that the published SDK has no method for: its generic call.
    static String call(Client client, String action, String field, Map<String, String> parameters) throws Exception {
        var params = new Params().setAction(action).setVersion("2020-11-09").setProtocol("HTTP").setMethod("POST")
                .setPathname("/").setAuthType("AK").setStyle("RPC").setReqBodyType("formData").setBodyType("json");
        var answer = client.callApi(params, new OpenApiRequest().setQuery(new HashMap<>(parameters)), new RuntimeOptions());
        return Common.assertAsMap(answer.get("body")).get(field).toString();
    }

    static String library(Client client, String media) throws Exception {
        var library = call(client, "CreateRecognitionLib", "LibId", Map.of("Algorithm", "face", "LibName", "Presidents"));
        var entity = call(client, "CreateRecognitionEntity", "EntityId",
                Map.of("Algorithm", "face", "LibId", library, "EntityName", "Barack Obama"));
        var sample = call(client, "CreateRecognitionSample", "SampleId", Map.of("Algorithm", "face", "LibId", library,
                "EntityId", entity, "ImageUrl", media + "/photos/obama.jpg"));
        ok("a face library with a sample", !sample.isEmpty(), sample);
        return library;
    }

    // The category of each person, by name; who is not known has a made name.
    static Map<String, String> persons(QuerySmarttagJobResponseBody job) throws Exception {
        var found = new HashMap<String, String>();
        for (var result : job.getResults().getResult()) {
            if (result.getType().equals("ImageLabel")) {
                var label = Common.assertAsMap(Common.parseJSON(result.getData()));
                for (var entry : (List<?>) label.get("persons")) {
                    var person = Common.assertAsMap(entry);
                    found.put(person.get("name").toString(), person.get("category").toString());
                }
            }
        }
        return found;
    }

    static String cycle(Client client, String media) throws Exception {
        var library = library(client, media);
        var template = client.createCustomTemplate(new CreateCustomTemplateRequest().setName("persons").setType(11)
                .setTemplateConfig(Common.toJSONString(Map.of("AnalyseTypes", "face", "FaceCategoryIds", library))))
                .getBody().getCustomTemplate().getTemplateId();
        ok("a template", !template.isEmpty(), template);
        var pipeline = client.createPipeline(
                new CreatePipelineRequest().setName("quick").setSpeed("Standard").setPriority(8)).getBody().getPipeline();
        ok("a pipeline", pipeline.getStatus().equals("Active"), pipeline.getStatus());
        var job = client.submitSmarttagJob(new SubmitSmarttagJobRequest().setTitle("Two presidents").setUserData("mine")
                .setTemplateId(template)
                .setInput(new SubmitSmarttagJobRequest.SubmitSmarttagJobRequestInput()
                        .setType("URL").setMedia(media + "/photos/obama_and_biden.jpg"))
                .setScheduleConfig(new SubmitSmarttagJobRequest.SubmitSmarttagJobRequestScheduleConfig()
                        .setPipelineId(pipeline.getPipelineId()).setPriority("9"))).getBody().getJobId();
        ok("submit", !job.isEmpty(), job);
        var answer = Quickstart.ended(client, job);
        ok("poll to the end", answer.getJobStatus().equals("Success") && answer.getUserData().equals("mine"),
                Common.toJSONString(answer));
        var persons = persons(answer);
        ok("results: the person by name, the library as category",
                persons.size() == 3 && library.equals(persons.get("Barack Obama")), persons);
        var newest = client.listSmartJobs(new ListSmartJobsRequest().setMaxResults(10L)).getBody().getSmartJobList().get(0);
        ok("list", newest.getJobId().equals(job) && newest.getTitle().equals("Two presidents"), newest.getJobId());
        client.deleteSmartJob(new DeleteSmartJobRequest().setJobId(job));
        client.deleteCustomTemplate(new DeleteCustomTemplateRequest().setTemplateId(template));
        client.deletePipeline(new DeletePipelineRequest().setPipelineId(pipeline.getPipelineId()));
        call(client, "DeleteRecognitionLib", "RequestId", Map.of("Algorithm", "face", "LibId", library));
        ok("delete", true, null);
        return job;
    }

    static void errors(Client client, String gone) throws Exception {
        refused("ResourceNotFound", () -> client.querySmarttagJob(new QuerySmarttagJobRequest().setJobId(gone)));
        refused("MissingJobId", () -> client.querySmarttagJob(new QuerySmarttagJobRequest()));
        refused("InvalidParameter", () -> client.createCustomTemplate(
                new CreateCustomTemplateRequest().setName("wrong").setType(11).setTemplateConfig("{")));
        var endpoint = System.getenv("SMARTTAG_ENDPOINT");
        var reader = Quickstart.connect(endpoint, System.getenv("READER_KEY_ID"), System.getenv("READER_KEY_SECRET"));
        refused("Forbidden.RAM",
                () -> reader.createPipeline(new CreatePipelineRequest().setName("no").setSpeed("Standard")));
        var stranger = Quickstart.connect(endpoint, "nobody", "wrong");
        refused("InvalidAccessKeyId.NotFound", () -> stranger.listPipelines(new ListPipelinesRequest()));
        var forger = Quickstart.connect(endpoint, System.getenv("ALIBABA_CLOUD_ACCESS_KEY_ID"), "wrong");
        refused("SignatureDoesNotMatch", () -> forger.listPipelines(new ListPipelinesRequest()));
        var slow = Quickstart.connect(System.getenv("SLOW_ENDPOINT"), System.getenv("SLOW_KEY_ID"),
                System.getenv("SLOW_KEY_SECRET"));
        refused("Throttling.User", () -> {
            for (int calls = 0; calls < 20; ++calls) {
                slow.listPipelines(new ListPipelinesRequest());
            }
        });
    }

    public static void main(String[] arguments) throws Exception {
        var client = Quickstart.connect(System.getenv("SMARTTAG_ENDPOINT"), System.getenv("ALIBABA_CLOUD_ACCESS_KEY_ID"),
                System.getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET"));
        errors(client, cycle(client, System.getenv("MEDIA_URL")));
    }
}
