// Quickstart URL: submits a file, waits, prints its results.
import com.aliyun.ice20201109.Client;
import com.aliyun.ice20201109.models.QuerySmarttagJobRequest;
import com.aliyun.ice20201109.models.QuerySmarttagJobResponseBody;
import com.aliyun.ice20201109.models.SubmitSmarttagJobRequest;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.teautil.Common;
import java.util.Map;

public class Quickstart {
    static Client connect(String endpoint, String keyId, String keySecret) throws Exception {
        return new Client(new Config().setEndpoint(endpoint).setProtocol("http").setReadTimeout(60000)
                .setAccessKeyId(keyId).setAccessKeySecret(keySecret));
    }

    static QuerySmarttagJobResponseBody ended(Client client, String job) throws Exception {
        while (true) {
            var answer = client.querySmarttagJob(new QuerySmarttagJobRequest().setJobId(job)).getBody();
            if (answer.getJobStatus().equals("Success") || answer.getJobStatus().equals("Fail")) {
                return answer;
            }
            Thread.sleep(500);
        }
    }

    public static void main(String[] arguments) throws Exception {
        var client = connect(System.getenv("SMARTTAG_ENDPOINT"), System.getenv("ALIBABA_CLOUD_ACCESS_KEY_ID"),
                System.getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET"));
        var submitted = client.submitSmarttagJob(new SubmitSmarttagJobRequest()
                .setInput(new SubmitSmarttagJobRequest.SubmitSmarttagJobRequestInput()
                        .setType("URL").setMedia(arguments[0]))
                .setParams(Common.toJSONString(Map.of("needAsrData", true, "needOcrData", true))));
        var job = ended(client, submitted.getBody().getJobId());
        System.out.println(job.getJobStatus());
        for (var result : job.getResults().getResult()) {
            System.out.println(result.getType() + " " + result.getData());
        }
    }
}
